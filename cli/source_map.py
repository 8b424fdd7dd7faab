"""Read the source map beside a generated file, and tell whether the file was changed since."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cli import folder, reading
from cli.errors import CommandError

if TYPE_CHECKING:
    from pipeline.ir.source_map import SourceMap

NAME: Final = "ameide-map.json"


@dataclass(frozen=True, slots=True)
class Mapped:
    """A generated file and the map that knows it."""

    file: Path
    map: Path
    path: str
    """The file's path in the map."""
    source_map: "SourceMap"
    content: bytes
    origin: folder.Origin

    @property
    def lines(self) -> list[str]:
        """Return the file's lines; the first is at 0."""
        text = self.content.decode("utf-8", errors="replace")
        return [line.removesuffix("\r") for line in text.removesuffix("\n").split("\n")] if text else []

    @property
    def changed(self) -> bool | None:
        """Return true if the file was changed since it was generated; None where the map does not tell."""
        stated = self.source_map.digests.get(self.path)
        if stated is None:
            return None
        # other line ends, as git may make them, leave every line where it was
        return stated not in {_digest(self.content), _digest(self.content.replace(b"\r\n", b"\n"))}


def find(file: Path) -> Mapped:
    """Find the nearest map in the file's folder or above that knows it. Raises CommandError."""
    content = reading.content(file)
    place = file.resolve()
    seen = None
    for above in place.parents:
        candidate = above / NAME
        if not candidate.is_file():
            continue
        seen = seen or candidate
        source_map, path = read(candidate), place.relative_to(above).as_posix()
        if path in source_map.files:
            return Mapped(file, candidate, path, source_map, content, folder.origin(above))
    if seen is None:
        raise CommandError(
            f"There is no {NAME} in the folder of {file} or above.",
            hint="`ameide generate` writes it beside the code; keep it there.",
            code="NO_MAP",
        )
    raise CommandError(f"{file} is not among the files that {seen} is about.", code="NOT_GENERATED")


def read(path: Path) -> "SourceMap":
    """Read a source map. Raises CommandError if the file is none."""
    from pydantic import ValidationError

    from pipeline.ir.source_map import SourceMap

    try:
        return SourceMap.model_validate(json.loads(reading.content(path)))
    except (ValidationError, ValueError, RecursionError) as error:
        raise CommandError(f"{path} is not a source map.", code="BAD_MAP") from error


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()

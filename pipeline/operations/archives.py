"""Read the models in an archive (zip, or tar, also compressed) in memory; nothing is ever unpacked into a file."""

import io
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from lzma import LZMAError
from pathlib import PurePosixPath
from typing import IO, Final, TypeVar

from pipeline.ir.document import Document, Problem
from pipeline.ir.slugs import distinct
from pipeline.operations.formats import endings
from pipeline.operations.gathering import BEGINNING, IGNORE, Entry, Gathered, gathered, hidden, is_model, named
from pipeline.operations.ordering import ordered
from pipeline.operations.problems import problem

MOST_FILES: Final = 1_000
_MOST_ENTRIES: Final = 100_000
_MOST_UNPACKED: Final = 4 * 2**30
"""Bytes that a tar archive may unpack to: all of it must be, to read any of it."""
_BEGINNINGS: Final = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00")
"""Zip, empty zip, gzip, bzip2, xz."""
_BROKEN: Final = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    LZMAError,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
)
"""The errors that the libraries raise for archives that are damaged, encrypted or of another kind."""

_Entry = TypeVar("_Entry")


class _Refused(Exception):
    def __init__(self, found: Problem) -> None:
        super().__init__(found.message)
        self.problem = found


def is_archive(content: bytes) -> bool:
    """Return true if the bytes begin as an archive does; no document begins so, but for one that is an archive."""
    return content.startswith(_BEGINNINGS) or content[257:262] == b"ustar"


def is_document(content: bytes) -> bool:
    """Return true for an archive that is one model as its editor saves it: `model.xml`, and images beside it."""
    if not content.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
    except _BROKEN:
        return False
    return "model.xml" in names and all(name == "model.xml" or name.startswith("images/") for name in names)


@dataclass(frozen=True, slots=True)
class Searched:
    """The models of an archive, and what cannot be one of them."""

    gathered: Gathered
    refused: Sequence[tuple[str, Problem]]
    """Files whose path leads out of the archive."""


def models(content: bytes, most_bytes: int) -> list[tuple[str, bytes | Problem]] | Problem:
    """Return path and bytes of each model, or the problem with it; or the reason why the archive is refused.

    Models that others refer to come first. Hidden files, files that `.ameideignore` names and files that are no models
    are passed over. No model may be longer than `most_bytes`, and all together at most twice as long.
    """
    found = searched(content, most_bytes)
    if isinstance(found, Problem):
        return found
    made = [(each.path, each.content()) for each in found.gathered.found]
    order = ordered([Document(content=content, path=path) for path, content in made])
    return [*found.refused, *(made[at] for at in order)] or problem(
        "NOTHING_TO_IMPORT",
        f"The archive has no model: no file that ends in {', '.join(endings())}, or begins like a model.",
    )


def searched(content: bytes, most_bytes: int) -> Searched | Problem:
    """Return the models of an archive with the numbers of its other files, or the reason why it is refused."""
    try:
        reading = _Reading(most_bytes)
        others = (reading.zip if content.startswith(b"PK") else reading.tar)(content)
        found = gathered(reading.kept)
    except _Refused as refused:
        return refused.problem
    except _BROKEN as error:
        message = f"The archive cannot be read ({type(error).__name__}). Send a zip or tar, complete and not encrypted."
        return problem("NOT_AN_ARCHIVE", message)
    if len(found.found) > MOST_FILES:
        return problem("TOO_LARGE", f"An archive holds at most {MOST_FILES:,} models.")
    return Searched(Gathered(found.found, found.skipped + others, found.ignored), reading.refused)


def inside(path: str) -> str:
    """Return the name of the model of a file in an archive, as for a file in an imported folder."""
    return distinct(named(path))


class _Reading:
    """An archive while it is read. Only files that may be models are kept in memory."""

    def __init__(self, most: int) -> None:
        self.kept: list[Entry] = []
        self.refused: list[tuple[str, Problem]] = []
        self._most = most
        self._size = 0
        self._unpacked = 0

    def zip(self, content: bytes) -> int:
        """Keep the models of a ZIP archive, and return the number of its other files."""
        others = 0
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for entry in self._bounded(archive.infolist()):
                if entry.is_dir() or stat.S_ISLNK(entry.external_attr >> 16):
                    continue
                with archive.open(entry) as file:
                    others += self._take(entry.filename, file)
        return others

    def tar(self, content: bytes) -> int:
        """Keep the models of a tar archive, and return the number of its other files."""
        others = 0
        with tarfile.open(fileobj=io.BytesIO(content), mode="r:*") as archive:
            for entry in self._bounded(archive):
                self._unpacked += entry.size
                if self._unpacked > _MOST_UNPACKED:
                    raise _Refused(problem("TOO_LARGE", f"The archive unpacks to over {_MOST_UNPACKED:,} bytes."))
                # a link names another entry, which comes by itself
                file = archive.extractfile(entry) if entry.isfile() else None
                if file is not None:
                    others += self._take(entry.name, file)
        return others

    def _bounded(self, entries: Iterable[_Entry]) -> Iterator[_Entry]:
        for number, entry in enumerate(entries):
            if number >= _MOST_ENTRIES:
                raise _Refused(problem("TOO_LARGE", f"An archive holds at most {_MOST_ENTRIES:,} files."))
            yield entry

    def _take(self, name: str, file: IO[bytes]) -> int:
        """Keep a file if it may be a model. Return 1 for any other that can be seen. Raises _Refused."""
        path = name.removeprefix("./")
        if not path.isprintable() or len(path) > 1_024:
            raise _Refused(problem("BAD_NAME", "A file in the archive has a name that is not printable or too long."))
        if _leads_out(path):
            message = "The path of the file leads out of the archive. Pack the folder that holds it."
            self.refused.append((path, problem("BAD_NAME", message)))
            return 0
        if hidden(path) and PurePosixPath(path).name != IGNORE:
            return 0
        begins = file.read(BEGINNING)
        if PurePosixPath(path).name != IGNORE and not is_model(Entry(path, lambda _: begins)):
            return 1
        content = begins + file.read(self._most + 1 - len(begins))
        if len(content) > self._most:
            raise _Refused(problem("TOO_LARGE", f"{path} has more than {self._most:,} bytes.", path=path))
        self._size += len(content)
        if self._size > 2 * self._most:
            raise _Refused(problem("TOO_LARGE", f"The models of an archive have at most {2 * self._most:,} bytes."))
        self.kept.append(Entry(path, lambda most: content[:most]))
        return 0


def _leads_out(path: str) -> bool:
    """Return true for a path that is none below the archive."""
    return path.startswith("/") or "\\" in path or bool({"..", ""} & {*path.split("/")}) or path[1:2] == ":"

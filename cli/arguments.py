"""Read arguments of the command line: files, models, options."""

import glob
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cli import choosing
from cli.errors import UsageWrong

if TYPE_CHECKING:
    from pipeline.operations.gathering import Gathered

LABELS: Final = (
    "Model", "Version", "Element", "Anchor", "Source", "Finding", "Waiver", "Build", "Artefact", "Region",
    "Package", "Actor", "Tombstone", "Link",
)  # fmt: skip
STDIN: Final = Path("-")
_MODEL: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}(@[1-9][0-9]*)?")


def is_file(argument: str) -> bool:
    """Return true if an argument means a file: it exists as one, holds a slash or ends like one.

    Anything else is a model.
    """
    if argument == str(STDIN) or "/" in argument or os.sep in argument or Path(argument).is_file():
        return True
    # only a name with a dot can end like a file, and asking the formats takes its time
    return "." in argument and argument.lower().endswith(_endings())


def is_model(argument: str) -> bool:
    """Return true if an argument can only mean a stored model: it is like the id of one, and there is no such file."""
    return _MODEL.fullmatch(argument) is not None and not is_file(argument) and not Path(argument).exists()


@dataclass(frozen=True, slots=True)
class Chosen:
    """The files that are meant, and the numbers of those that were passed over."""

    files: Mapping[Path, Path | None]
    """Each once, with the folder that was searched for it; None for one that was named."""
    skipped: int
    """Files in folders that are no models."""
    ignored: int
    """Files in folders that `.ameideignore` names."""


def files(arguments: Sequence[str]) -> tuple[Path, ...]:
    """Return the files that are meant, each once: files, whether they exist or not, folders with all models in them,
    patterns.
    """
    return tuple(placed(arguments))


def placed(arguments: Sequence[str]) -> Mapping[Path, Path | None]:
    """Return the files that are meant, each with the folder that was searched for it; None for one that was named."""
    return chosen(arguments).files


def chosen(arguments: Sequence[str]) -> Chosen:
    """Return the files that are meant. Raises UsageWrong where a folder or a pattern means none."""
    found: dict[Path, Path | None] = {}
    skipped = ignored = 0
    for argument in arguments:
        path = Path(argument)
        if path.is_dir():
            inside = _inside(path)
            skipped, ignored = skipped + inside.skipped, ignored + inside.ignored
            meant: dict[Path, Path | None] = {path / each.path: path for each in inside.found}
        else:
            meant = dict(_meant(argument))
        for file, folder in meant.items():
            found.setdefault(file, folder)
    return Chosen(found, skipped, ignored)


def stem(path: Path) -> str:
    """Return the file's name without its format: `order` for `order.bpmn20.xml`."""
    if len(path.suffixes) < 2:
        return path.stem
    lower = path.name.lower()
    ending = next((ending for ending in _endings() if lower.endswith(ending)), path.suffix)
    return path.name[: len(path.name) - len(ending)]


def options(pairs: Iterable[str]) -> dict[str, Any]:
    """Read `name=value` pairs; a value is JSON where it can be read so (`8080`, `true`), else text."""
    return dict(_pair(pair) for pair in pairs)


def moment(text: str | None) -> str | None:
    """Return a time with its offset from UTC, as the API takes it; a day is its first moment in UTC."""
    if text is None:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageWrong(f"{text} is no time.", hint="Say 2026-11-22 or 2026-11-22T10:00:00Z.") from error
    if len(text) == len("2026-11-22"):
        return f"{found.date().isoformat()}T00:00:00Z"
    if found.tzinfo is None:
        raise UsageWrong(f"{text} could be meant anywhere.", hint=f"Say {text}Z, or another offset from UTC.")
    return text


def labels(names: Sequence[str]) -> list[str]:
    """Return labels of the graph, given in any case."""
    known = {label.lower(): label for label in LABELS}
    for name in names:
        if name.lower() not in known:
            raise UsageWrong(choosing.unknown("label", name, LABELS))
    return [known[name.lower()] for name in names]


def variables(text: str | None) -> dict[str, Any]:
    """Read GraphQL variables from a JSON object, or from @file with one."""
    if text is None:
        return {}
    try:
        value = json.loads(text_or_file(text))
    except json.JSONDecodeError as error:
        raise UsageWrong(
            f"--variables is not JSON: {error}", hint="""Example: --variables '{"id": "order"}'"""
        ) from error
    if not isinstance(value, dict):
        raise UsageWrong('--variables is a JSON object, such as \'{"id": "order"}\'.')
    return value


def text_or_file(argument: str) -> str:
    """Return the argument, or the content of the file that it names after @; @- is stdin."""
    if not argument.startswith("@"):
        return argument
    path = Path(argument[1:])
    try:
        return open(0, encoding="utf-8").read() if path == STDIN else path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise UsageWrong(f"Cannot read {path}: {why}") from error


def _meant(argument: str) -> Iterator[tuple[Path, Path | None]]:
    path = Path(argument)
    if glob.has_magic(argument) and not path.exists():
        yield from ((file, _plain(path)) for file in _matching(argument))
    else:
        yield path, None


def _plain(pattern: Path) -> Path:
    """Return the folder that a pattern searches."""
    return next(folder for folder in pattern.parents if not glob.has_magic(str(folder)))


def _endings() -> tuple[str, ...]:
    """Return the endings of model files, the longest first."""
    from pipeline.operations import formats

    return tuple(sorted((*formats.endings(), *formats.shared_endings()), key=len, reverse=True))


def _inside(folder: Path) -> "Gathered":
    from cli.walking import entries
    from pipeline.operations.formats import endings
    from pipeline.operations.gathering import gathered

    inside = gathered(entries(folder))
    if not inside.found:
        told = ", ".join(sorted(endings()))
        hint = f"Looked for {told}, and for files that begin like a model."
        raise UsageWrong(f"There are no models in {folder}.", hint=hint, code="NO_FILE")
    return inside


def _matching(pattern: str) -> Sequence[Path]:
    found = glob.iglob(pattern, recursive=True)  # noqa: PTH207 - Path.glob refuses absolute patterns
    matching = sorted(path for path in map(Path, found) if path.is_file())
    if not matching:
        raise UsageWrong(f"No file matches {pattern}.", code="NO_FILE")
    return matching


def _pair(pair: str) -> tuple[str, Any]:
    name, equals, value = pair.partition("=")
    if not name or not equals:
        raise UsageWrong(f"--option is name=value, not {pair!r}.")
    try:
        return name, json.loads(value)
    except json.JSONDecodeError:
        return name, value

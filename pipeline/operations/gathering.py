"""Find the models among the files of a folder, an archive or a repository, by name and content."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final, NamedTuple

from pathspec import GitIgnoreSpec

from pipeline.formats import FORMATS
from pipeline.ir.bundle import pack
from pipeline.ir.encoding import decode
from pipeline.operations.formats import endings, shared_endings

IGNORE: Final = ".ameideignore"
"""Name of files with patterns, as those of git, of files that are not to be imported."""
BEGINNING: Final = 100_000
"""Bytes of a file that tell whether it is a model."""
_LONGEST_IGNORE: Final = 1_000_000
_TAG: Final = re.compile(r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*<[^?!][^>]*>", re.S)


class Entry(NamedTuple):
    """A file in a folder, an archive or a repository."""

    path: str
    """Path below it, with `/`."""
    read: Callable[[int | None], bytes]
    """Return the first bytes, or all of them for None."""


class Found(NamedTuple):
    """A model: a file, or a folder whose files are one document together."""

    path: str
    """Path of the file or of the folder; empty where that is what was searched."""
    files: tuple[Entry, ...]
    together: bool = False

    def content(self) -> bytes:
        """Return the document."""
        if not self.together:
            return self.files[0].read(None)
        begins = f"{self.path}/" if self.path else ""
        return pack((each.path.removeprefix(begins), each.read(None)) for each in self.files)


@dataclass(frozen=True, slots=True)
class Gathered:
    """The models that were found, by path, and the numbers of the other files."""

    found: Sequence[Found]
    skipped: int
    """Files that are no models. Hidden files are not counted."""
    ignored: int
    """Files that match a pattern of an ignore file."""


def gathered(entries: Iterable[Entry]) -> Gathered:
    """Return the models among files. Hidden files and folders are passed over."""
    every = {entry.path: entry for entry in entries}
    wanted = _Wanted(every.values())
    visible = [entry for path, entry in sorted(every.items()) if not hidden(path)]
    kept = [entry for entry in visible if wanted(entry.path)]
    folders = sorted({_folder(entry.path) for entry in kept if _gathers(entry)}, key=len)
    found: dict[str, list[Entry]] = {folder: [] for folder in folders}
    alone: list[Entry] = []
    for entry in kept:
        around = next((folder for folder in folders if _is_below(entry.path, folder)), None)
        (alone if around is None else found[around]).append(entry)
    bundles = [(folder, [each for each in files if is_model(each)]) for folder, files in found.items() if files]
    models = [
        *(Found(folder, tuple(files), together=True) for folder, files in bundles),
        *(Found(entry.path, (entry,)) for entry in alone if is_model(entry)),
    ]
    models.sort(key=lambda each: each.path)
    return Gathered(models, len(kept) - sum(len(each.files) for each in models), len(visible) - len(kept))


def hidden(path: str) -> bool:
    """Return true for a hidden file, one in a hidden folder, and what macOS adds to archives."""
    return any(part.startswith(".") or part == "__MACOSX" for part in path.split("/"))


def is_model(entry: Entry) -> bool:
    """Return true for a file with the ending of a format, and for one whose beginning a format recognises.

    Only the first tag of XML counts, so that text with an example of a model in it is none.
    """
    if entry.path.lower().endswith(endings()):
        return True
    begins = entry.read(BEGINNING)
    if begins.startswith(b"PK"):
        return False
    text = decode(begins[: BEGINNING - BEGINNING % 4])
    if not isinstance(text, str):
        text = begins.decode("utf-8", "ignore")
    if text.lstrip("\ufeff \t\r\n").startswith("<"):
        tag = _TAG.match(text.lstrip("\ufeff"))
        return tag is not None and _recognised(tag[0].encode())
    return entry.path.lower().endswith(shared_endings()) and _recognised(begins)


def named(path: str) -> str:
    """Return the path of a model without the ending of its file."""
    ending = next((each for each in (*endings(), *shared_endings()) if path.lower().endswith(each)), "")
    return path[: len(path) - len(ending)]


def _recognised(begins: bytes) -> bool:
    return any(row.recognises(begins) is True for row in FORMATS.values())


def _gathers(entry: Entry) -> bool:
    """Return true for a file that makes its folder one document."""
    name = PurePosixPath(entry.path).name
    rows = [row for row in FORMATS.values() if name in row.gathers]
    return bool(rows) and any(row.gathers[name](entry.read(BEGINNING)) for row in rows)


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _is_below(path: str, folder: str) -> bool:
    return not folder or path.startswith(f"{folder}/")


class _Wanted:
    """The patterns of all ignore files."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._specs = [
            (_folder(entry.path), _spec(entry)) for entry in entries if PurePosixPath(entry.path).name == IGNORE
        ]
        self._specs.sort(key=lambda each: len(each[0]))

    def __call__(self, path: str) -> bool:
        """Return true for a path that is not ignored; the file nearest to it decides, and in it the last pattern."""
        parts = path.split("/")
        # what is in an ignored folder cannot be wanted again, as with git
        return not any(self._is_ignored("/".join(parts[:end]), end < len(parts)) for end in range(1, len(parts) + 1))

    def _is_ignored(self, path: str, is_folder: bool) -> bool:
        ignored = False
        for folder, spec in self._specs:
            if _is_below(path, folder):
                below = path.removeprefix(f"{folder}/") if folder else path
                said = spec.check_file(f"{below}/" if is_folder else below).include
                ignored = ignored if said is None else said
        return ignored


def _spec(entry: Entry) -> GitIgnoreSpec:
    text = entry.read(_LONGEST_IGNORE).decode("utf-8", "replace")
    return GitIgnoreSpec.from_lines(line for line in text.splitlines() if _is_pattern(line))


def _is_pattern(line: str) -> bool:
    """Return false for a line that is no pattern: git passes over it as well."""
    try:
        GitIgnoreSpec.from_lines([line])
    except ValueError:
        return False
    return True

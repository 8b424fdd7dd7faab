"""Check the paths of generated files: none leaves its folder, means two files, or passes through a link."""

from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Final

from cli.errors import CommandError

MANIFEST: Final = ".ameide-files.json"
"""File that lists the generated files by path, with digests; all other files belong to others."""
_FORBIDDEN: Final = frozenset({"", ".", "..", ".git"})


def check_path(path: str) -> None:
    """Raise CommandError for a path that could leave the folder, or mean another file on another system."""
    parts = path.split("/")
    plain = path.isprintable() and "\\" not in path and ":" not in path
    if not plain or _FORBIDDEN.intersection(part.lower() for part in parts) or path == MANIFEST:
        raise CommandError(f"Refused: {path!r} is no place for a generated file.", code="PATH_REFUSED")


def check_together(files: Iterable[str]) -> None:
    """Refuse two files in one place, also where upper and lower case are one, and a file inside a file."""
    seen: dict[str, str] = {}
    for path in files:
        if (other := seen.setdefault(path.lower(), path)) != path:
            raise CommandError(f"Refused: {path!r} and {other!r} are one file on some systems.", code="PATH_REFUSED")
    for path in seen:
        if any(str(above) in seen for above in PurePosixPath(path).parents):
            raise CommandError(f"Refused: {path!r} lies inside another file.", code="PATH_REFUSED")


def check_parents(folder: Path, path: str) -> None:
    """Refuse a link on the way, which would lead out of the folder, and a file where a folder must be."""
    if not folder.is_dir():
        raise CommandError(f"{folder} is not a folder.", code="UNWRITABLE")
    for above in list(PurePosixPath(path).parents)[:-1]:
        there = folder / above
        if there.is_symlink() or (there.exists() and not there.is_dir()):
            raise CommandError(f"Refused: {there} is not a folder of its own.", code="PATH_REFUSED")
    if (folder / path).is_dir() and not (folder / path).is_symlink():
        raise CommandError(f"Refused: {folder / path} is a folder.", code="PATH_REFUSED")

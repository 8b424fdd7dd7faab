"""Walk through a folder: its files as the pipeline searches them. Links out of it and hidden folders are left out."""

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.operations.gathering import Entry


def entries(folder: Path) -> "Iterator[Entry]":
    """Yield the files below a folder."""
    from pipeline.operations.gathering import Entry

    root = folder.resolve()
    for at, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(at, name)
            if path.is_file() and (not path.is_symlink() or path.resolve().is_relative_to(root)):
                yield Entry(path.relative_to(folder).as_posix(), partial(_read, path))


def _read(path: Path, most: int | None) -> bytes:
    """Return the first bytes of a file; none of one that cannot be read, which is then no model."""
    try:
        with path.open("rb") as file:
            return file.read(-1 if most is None else most)
    except OSError:
        return b""

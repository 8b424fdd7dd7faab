"""Read the models in an archive (zip, or tar, also compressed) in memory; nothing is ever unpacked into a file."""

import io
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from lzma import LZMAError
from typing import BinaryIO, Final

from pipeline.ir.document import Problem
from pipeline.ir.slugs import distinct
from pipeline.operations.formats import endings
from pipeline.operations.problems import problem

MOST_FILES: Final = 1_000
_MOST_ENTRIES: Final = 10_000
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


class _Refused(Exception):
    def __init__(self, found: Problem) -> None:
        super().__init__(found.message)
        self.problem = found


def is_archive(content: bytes) -> bool:
    """Return true if the bytes begin as an archive does; no document begins so."""
    return content.startswith(_BEGINNINGS) or content[257:262] == b"ustar"


def models(content: bytes, most_bytes: int) -> list[tuple[str, bytes | Problem]] | Problem:
    """Return path and bytes of each model, or the problem with it, by path; or the reason why the archive is refused.

    Hidden files, and files without the ending of a format, are ignored. No model may be longer than
    `most_bytes`, and all together at most twice as long.
    """
    entries = _zip if content.startswith(b"PK") else _tar
    found: list[tuple[str, bytes | Problem]] = []
    taken = 0
    try:
        for path, file in entries(content):
            read = _read(path, file, most_bytes)
            found.append((path, read))
            taken += len(read) if isinstance(read, bytes) else 0
            if len(found) > MOST_FILES or taken > 2 * most_bytes:
                message = f"An archive holds at most {MOST_FILES:,} models and {2 * most_bytes:,} bytes of them."
                return problem("TOO_LARGE", message)
    except _Refused as refused:
        return refused.problem
    except _BROKEN as error:
        message = f"The archive cannot be read ({type(error).__name__}). Send a zip or tar, complete and not encrypted."
        return problem("NOT_AN_ARCHIVE", message)
    return sorted(found, key=lambda each: each[0]) or problem(
        "NOTHING_TO_IMPORT", f"The archive has no file that ends in {', '.join(endings())}."
    )


def inside(path: str) -> str:
    """Return the name of the model of a file in an archive, as for a file in an imported folder."""
    return distinct(named(path))


def named(path: str) -> str:
    """Return the name of the model in a file: its path without the ending."""
    ending = next((each for each in endings() if path.lower().endswith(each)), "")
    return path[: len(path) - len(ending)]


def _zip(content: bytes) -> Iterator[tuple[str, BinaryIO]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for entry in archive.infolist()[:_MOST_ENTRIES]:
            if not entry.is_dir() and _wanted(entry.filename):
                with archive.open(entry) as file:
                    yield entry.filename, file  # type: ignore[misc] # it reads like any binary file


def _tar(content: bytes) -> Iterator[tuple[str, BinaryIO]]:
    with tarfile.open(fileobj=io.BytesIO(content), mode="r:*") as archive:
        for number, entry in enumerate(archive):
            if number >= _MOST_ENTRIES:
                return
            # a link names another entry, which comes by itself
            file = archive.extractfile(entry) if entry.isfile() and _wanted(entry.name) else None
            if file is not None:
                yield entry.name.removeprefix("./"), file  # type: ignore[misc] # it reads like any binary file


def _wanted(path: str) -> bool:
    parts = path.removeprefix("./").split("/")
    hidden = any((part.startswith(".") and part != "..") or part == "__MACOSX" for part in parts)
    return path.lower().endswith(endings()) and not hidden


def _read(path: str, file: BinaryIO, most: int) -> bytes | Problem:
    if ".." in path.split("/"):
        return problem("BAD_NAME", "The path of the file leads out of the archive. Pack the folder that holds it.")
    if not path.isprintable() or len(path) > 1_024:
        raise _Refused(problem("BAD_NAME", "A file in the archive has a name that is not printable or too long."))
    read = file.read(most + 1)
    if len(read) > most:
        raise _Refused(problem("TOO_LARGE", f"{path} has more than {most:,} bytes.", path=path))
    return read

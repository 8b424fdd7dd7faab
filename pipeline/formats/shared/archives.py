"""Read untrusted archives: nothing is written to disk, and archives that unpack to too much are refused."""

import io
import lzma
import struct
import zipfile
import zlib
from typing import Final, NamedTuple

from pipeline.formats.shared.wording import shown
from pipeline.formats.shared.xml import MAX_BYTES
from pipeline.ir.document import Problem

MAX_ENTRIES: Final = 10_000
UNREADABLE: Final = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, RuntimeError, ValueError,
    NotImplementedError, OverflowError, KeyError,
)  # fmt: skip


class Unpacked(NamedTuple):
    """One file of an archive, and the names of the others."""

    content: bytes
    others: tuple[str, ...]


def is_zip(content: bytes) -> bool:
    return content.startswith(b"PK\x03\x04")


def unpacked(content: bytes, name: str) -> Unpacked | Problem:
    """Return a file of a ZIP archive by its name; never more than a document may have."""
    if len(content) > MAX_BYTES:
        return _problem("TOO_LARGE", f"The archive has {len(content):,} bytes; {MAX_BYTES:,} are accepted.", name)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _unpacked(archive, name)
    except UNREADABLE as error:
        message = f"The archive cannot be read: {shown(str(error)) or type(error).__name__}."
        return _problem("BAD_ARCHIVE", message, name)


def _unpacked(archive: zipfile.ZipFile, name: str) -> Unpacked | Problem:
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        return _problem("TOO_LARGE", f"The archive has more than {MAX_ENTRIES:,} files.", name)
    found = [entry for entry in entries if entry.filename == name]
    if len(found) != 1:
        message = f"The archive holds {len(found) or 'no'} files {name!r}; one is expected."
        return _problem("BAD_ARCHIVE", message, name)
    if found[0].flag_bits & 1:
        return _problem("BAD_ARCHIVE", f"{name} is encrypted; store the model without a password.", name)
    with archive.open(found[0]) as file:
        read = file.read(MAX_BYTES + 1)  # whatever size the entry states
    if len(read) > MAX_BYTES:
        return _problem("TOO_LARGE", f"{name} unpacks to more than {MAX_BYTES:,} bytes.", name)
    others = tuple(entry.filename for entry in entries if entry is not found[0] and not entry.is_dir())
    return Unpacked(read, others)


def _problem(code: str, message: str, name: str) -> Problem:
    return Problem(code=code, message=message, line=1, column=1, path=name)

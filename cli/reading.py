"""Model files as documents, and single lines of them to show."""

import codecs
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cli.arguments import STDIN, stem
from cli.errors import CommandError, FileMissing

if TYPE_CHECKING:
    from pipeline.ir.document import Document

LONGEST_FILE = 200 * 1024 * 1024
"""Bytes that are read at all; what a document may weigh is the parser's, or the server's, to say."""

_DEEPEST = 64
_ARCHIVE = b"PK\x03\x04"
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_LINE_ENDS = re.compile(r"\r\n|\r|\n")  # XML's; str.splitlines knows more of them, and would count further


def content(path: Path) -> bytes:
    """Read the file, or stdin for `-`. Raises CommandError where it cannot be read."""
    try:
        if path.is_dir():
            read = _together(path)
        elif path == STDIN:
            read = sys.stdin.buffer.read(LONGEST_FILE + 1)
        else:
            with path.open("rb") as file:
                read = file.read(LONGEST_FILE + 1)
    except FileNotFoundError as error:
        raise FileMissing(path) from error
    except OSError as error:
        raise CommandError(f"Cannot read {path}: {error.strerror}", code="UNREADABLE") from error
    if len(read) > LONGEST_FILE:
        raise CommandError(f"{path} is over {LONGEST_FILE // 2**20} MiB.", code="TOO_LARGE")
    return read


def _together(folder: Path) -> bytes:
    """Return the document that a folder is. Raises CommandError where it is none."""
    from cli.walking import entries
    from pipeline.operations.gathering import gathered

    found = gathered(each for each in entries(folder) if each.path.count("/") < _DEEPEST).found
    if len(found) != 1 or not found[0].together or found[0].path not in {"", "model"}:
        hint = "A folder is one model only as a repository of coArchi: `model/folder.xml` and a file for each concept."
        raise CommandError(f"{folder} is a folder.", hint=hint, code="UNREADABLE")
    if sum((folder / each.path).stat().st_size for each in found[0].files) > LONGEST_FILE:
        raise CommandError(f"{folder} is over {LONGEST_FILE // 2**20} MiB.", code="TOO_LARGE")
    return found[0].content()


def document(path: Path) -> "Document":
    """Return the file as the pipeline takes it."""
    from pipeline.ir.document import Document

    return Document(content=content(path), name=name(path), path=None if path == STDIN else path.name)


def name(path: Path) -> str | None:
    """Return the model's name after the file's; None for stdin."""
    return None if path == STDIN else stem(path)


def lines(document: bytes) -> list[str]:
    """Split into lines as XML counts them, the first at 0; of an archive, those of the file in it that is read."""
    if document.startswith(_ARCHIVE):
        from pipeline.operations.formats import text

        document = text(document)
    return _LINE_ENDS.split(_text(document))


def _text(document: bytes) -> str:
    encoding = next((name for mark, name in _MARKS.items() if document.startswith(mark)), None)
    if encoding is None:
        declared = _DECLARED.match(document[:400])
        encoding = declared[1].decode() if declared else "utf-8"
    try:
        return document.decode(encoding, errors="replace")
    except LookupError:
        return document.decode("utf-8", errors="replace")

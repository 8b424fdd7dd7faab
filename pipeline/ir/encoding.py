"""Decode bytes by the encoding that a document states; nothing is guessed, and unusual codecs are refused."""

import codecs
import re

from pipeline.ir.document import Problem

# the longer mark first: that of UTF-16 begins that of UTF-32
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNMARKED = ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))
_STATED = re.compile(rb"""\s*<\?xml\b[^>]*?\bencoding\s*=\s*["']([A-Za-z0-9._:-]+)["']""")
# UTF-7 and the like can hide a tag from whoever looks at the bytes
_ACCEPTED = re.compile(
    r"utf-8|utf-16.*|utf-32.*|ascii|iso8859-\d+|cp(125\d|437|85\d|932|949|950)|koi8-[ru]|mac-roman"
    r"|shift_jis|euc_(jp|kr)|iso2022_jp|gb2312|gbk|gb18030|big5"
)


def decode(content: bytes) -> str | Problem:
    """Return the text of an XML document, without its byte order mark."""
    mark, stated = _encoding(content)
    body = content[len(mark) :]
    codec = _codec(stated)
    if codec is None:
        return Problem(code="UNKNOWN_ENCODING", message=f"The encoding {stated!r} cannot be read.", line=1, column=1)
    try:
        return body.decode(codec)
    except UnicodeDecodeError as error:
        before = body[: error.start].decode(codec, errors="replace")
        bad = " ".join(f"0x{byte:02X}" for byte in body[error.start : min(error.end, error.start + 4)])
        return Problem(
            code="NOT_WELL_FORMED",
            message=f"Not well-formed XML: {bad} is no character in {codec}, the encoding of this document.",
            line=before.count("\n") + 1,
            column=len(before) - before.rfind("\n"),
        )


def encode(text: str, like: bytes) -> bytes:
    """Encode a text like another one, byte order mark included; a character it lacks becomes a number."""
    mark, stated = _encoding(like)
    return mark + text.encode(_codec(stated) or "utf-8", errors="xmlcharrefreplace")


def _encoding(content: bytes) -> tuple[bytes, str]:
    for mark, name in _MARKS:
        if content.startswith(mark):
            return mark, name
    for start, name in _UNMARKED:
        if content.startswith(start):
            return b"", name
    stated = _STATED.match(content[:1000])
    name = stated[1].decode("ascii") if stated else "utf-8"
    # the declaration could be read byte by byte, so it is not what it says: a text converted afterwards
    return b"", "utf-8" if name.lower().startswith(("utf-16", "utf-32", "ucs")) else name


def _codec(name: str) -> str | None:
    try:
        found = codecs.lookup(name).name
    except LookupError:
        return None
    return found if _ACCEPTED.fullmatch(found) else None

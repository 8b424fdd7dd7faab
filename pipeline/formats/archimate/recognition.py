"""Recognises ArchiMate by how it begins: the exchange format, and files of Archi, zipped or not."""

import re
from typing import Final

from pipeline.ir.encoding import decode

_MODEL: Final = re.compile(r"<(([\w.-]{1,100}:)?model|archimate:\w{1,100})\s[^>]*archimate", re.I)
_PROLOG: Final = re.compile(r"<!--.*?-->|<\?.*?\?>", re.S)
_OTHER: Final = re.compile(r"<[^?!]")
_INSIDE: Final = (b"model.xml", b"folder.xml")
_BEGINNING: Final = 100_000


def recognises(content: bytes) -> bool:
    """Return true for a model that names ArchiMate in its first tag, a part of one, and an archive with `model.xml`."""
    if content.startswith(b"PK\x03\x04"):
        return any(name in part for name in _INSIDE for part in (content[:_BEGINNING], content[-_BEGINNING:]))
    if b"\0" in content[:4]:
        text = decode(content[: _BEGINNING * 2])
        return isinstance(text, str) and _begins(text)
    return _begins(content[:_BEGINNING].decode("latin-1"))


def _begins(text: str) -> bool:
    found = _MODEL.search(text, 0, _BEGINNING)
    if found is None:
        return False
    # what stands before is the prolog: a model inside of something else is not what the document is
    return not _OTHER.search(_PROLOG.sub("", text[: found.start()]))

"""Make ids of models: `[a-z0-9][a-z0-9._-]{0,99}`."""

import hashlib
import re
import unicodedata
from typing import Final

_LONGEST: Final = 100
_OTHER: Final = re.compile(r"[^a-z0-9._]+")


def slug(*candidates: str | None) -> str | None:
    """Make a model id of the first candidate that has anything to make it of."""
    for candidate in candidates:
        if made := _plain(candidate or "")[:_LONGEST].rstrip("-._"):
            return made
    return None


def distinct(text: str) -> str:
    """Make a model id of a text that may be long, or in letters that an id has not: then its digest is added to it."""
    made = _plain(text)
    letters = unicodedata.normalize("NFKD", text)
    if len(made) <= _LONGEST and made and all(char.isascii() for char in letters if char.isalnum()):
        return made
    digest = hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:8]
    return f"{made[: _LONGEST - 9].rstrip('-._') or 'model'}-{digest}"


def _plain(text: str) -> str:
    ascii_ = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return _OTHER.sub("-", ascii_).strip("-._")

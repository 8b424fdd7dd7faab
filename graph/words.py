"""Split a text into words as search compares them: without case, accents and the joints of identifiers."""

import functools
import itertools
import re
import unicodedata
from collections.abc import Sequence
from typing import Final

LONGEST: Final = 100
"""Letters of a word; the rest is cut off."""

# Scripts that write vowels as marks would fall apart at them.
_MARKS: Final = "".join(chr(code) for code in range(0x300, 0x3100) if unicodedata.category(chr(code)).startswith("M"))
_CHUNK: Final = re.compile(rf"[\w{_MARKS}-]+")
_JOINT: Final = re.compile(r"[_-]+|(?<=[a-z0-9ß-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])|(?<=[A-Z])(?=[A-Z][a-z])")
_ACCENTS: Final = dict.fromkeys(range(0x300, 0x370))
_UNSPACED: Final = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]|[^\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]+")


def folded(text: str) -> str:
    """Return the text without case and accents, in one form of all that Unicode counts as compatible."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).translate(_ACCENTS)
    return unicodedata.normalize("NFC", plain)


def key(text: str) -> str:
    """Return what texts share that are equal but for case, accents and white space."""
    return " ".join(folded(text).split())


def parts(text: str) -> tuple[str, ...]:
    """Return the words, each once, in their order; `Ship-goods`, `ship_goods` and `shipGoods` are two."""
    return tuple(dict.fromkeys(part for chunk in _chunks(text) for part in _parts(chunk)))


def words(text: str, most: int) -> tuple[str, ...]:
    """Return as many of the parts as are allowed, and what they were joined to: `shipgoods`."""
    return tuple(dict.fromkeys(itertools.islice(itertools.chain.from_iterable(map(_joined, _chunks(text))), most)))


def _chunks(text: str) -> Sequence[str]:
    whole = text if text.isascii() else unicodedata.normalize("NFKC", text)
    found: list[str] = _CHUNK.findall(whole)
    return found if len(whole) <= 4 * LONGEST else [chunk[: 4 * LONGEST] for chunk in found]


@functools.lru_cache(maxsize=65_536)  # documents say the same words again and again
def _joined(chunk: str) -> tuple[str, ...]:
    split = _parts(chunk)
    return (*split, "".join(split)[:LONGEST]) if len(split) > 1 else split


@functools.lru_cache(maxsize=65_536)  # documents say the same words again and again
def _parts(chunk: str) -> tuple[str, ...]:
    split = [folded(part)[:LONGEST] for part in _JOINT.split(chunk) if part]
    if not chunk.isascii():
        split = [word for part in split for word in _UNSPACED.findall(part)]
    return tuple(split)

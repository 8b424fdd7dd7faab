"""Find the place in a vertex where a searched text stands, and quote it."""

from collections.abc import Mapping
from typing import Any, Final

from graph.matching import WEIGHTS, Field, Wanted, fits, texts
from graph.records import address
from graph.words import key, parts, words

_MOST: Final = 200
"""Letters of an excerpt."""
_WORDS: Final = 2000
_BEFORE, _AFTER = 6, 20


def excerpt(wanted: Wanted, label: str, uid: str, properties: Mapping[str, Any]) -> tuple[str, str]:
    """Return the field that fits best, and the part of its text that does; nothing where only the uid fits."""
    if not wanted.key:
        return "", ""
    if uid == wanted.text:
        return Field.ID.value, uid
    found = [(_points(wanted, field, text), field, text) for field, text in texts(label, uid, properties, address(uid))]
    got, field, text = max(found, key=lambda each: each[0], default=(0, Field.ID, ""))
    return (field.value, _cut(wanted, text)) if got else (Field.ID.value, uid)


def _points(wanted: Wanted, field: Field, text: str) -> int:
    weight = WEIGHTS[field]
    if key(text) == wanted.key:
        return 10_000 * weight
    there = words(text, _WORDS)
    return weight * sum(max((fits(word, other) for other in there), default=0) for word in wanted.words)


def _cut(wanted: Wanted, text: str) -> str:
    """Return some words before the first that fits, and some after it."""
    spaced = text[: 100 * _MOST].split()
    at = next((place for place, each in enumerate(spaced) if _any(wanted, each)), 0)
    begin, end = max(0, at - _BEFORE), at + _AFTER
    shown = " ".join(spaced[begin:end])
    cut = end < len(spaced) or len(shown) > _MOST
    return ("… " if begin else "") + shown[:_MOST] + (" …" if cut else "")


def _any(wanted: Wanted, text: str) -> bool:
    return any(fits(word, other) for word in wanted.words for other in parts(text))

"""Define the hits of search and their scores: one set of rules for every backend.

A vertex is an Entry: the words of each Field, the keys of its names, and its place. A text is Wanted: all its words
must be found, each counts in its best field, and an exact name is the best hit. A backend may find candidates in any
way (`graph.spelling.grams` help with misspelt words). It must give the points that `points` gives, only to vertices
that `graph.store.SearchQuery` admits.
"""

import functools
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from graph import spelling
from graph.records import Address, address
from graph.words import key, parts, words

MOST_WORDS: Final = 32
"""Words of a question; more are not looked at."""
FULL: Final = 1000
"""Points that a word can get."""
_MOST_OF_TEXT: Final = 2000


class Field(StrEnum):
    """The field of a vertex that holds a word."""

    NAME = "name"
    ID = "id"
    DOCUMENTATION = "documentation"
    OTHER = "other"


WEIGHTS: Final[Mapping[Field, int]] = {Field.NAME: 90, Field.ID: 70, Field.DOCUMENTATION: 50, Field.OTHER: 30}
EQUAL, PREFIX = 10, 8
NEAR: Final[Mapping[int, int]] = {1: 5, 2: 3}
"""Points by the number of slips."""

_TEXTS: Final[Mapping[str, tuple[tuple[Field, str], ...]]] = {
    "Version": ((Field.NAME, "name"), (Field.ID, "sourceCommit"), (Field.OTHER, "sourceName")),
    "Element": ((Field.NAME, "name"), (Field.ID, "sourceId"), (Field.DOCUMENTATION, "documentation")),
    "Anchor": ((Field.NAME, "target"),),
    "Finding": ((Field.OTHER, "message"), (Field.OTHER, "rule")),
    "Waiver": ((Field.OTHER, "reason"), (Field.OTHER, "rule")),
    "Build": ((Field.OTHER, "target"), (Field.ID, "sourceCommit")),
    "Artefact": ((Field.NAME, "path"),),
    "Package": ((Field.NAME, "name"), (Field.ID, "purl")),
    "Actor": ((Field.NAME, "subject"),),
    "Tombstone": ((Field.NAME, "subject"),),
}
_OF_DIGEST: Final = frozenset({"Source", "Finding", "Waiver", "Build"})
_OURS: Final = "ameide"
"""Notation of anchors that no document mentions: those of waivers and links. Search does not look at their names."""
_OF_BUILD: Final = frozenset({"Artefact", "Region"})


@dataclass(frozen=True, slots=True)
class Place:
    """The version of a vertex and its series: a model's versions, or its builds for one target.

    A part of a version or build is superseded if the series has one of a higher number.
    """

    model: str | None = None
    number: int | None = None
    series: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """The searchable part of a vertex."""

    words: Sequence[tuple[Field, Sequence[str]]]
    keys: Set[str]
    """Keys of its names."""
    kind: str | None
    """Kind; only of elements."""
    severity: str | None
    """Severity; only of findings."""
    place: Place


@dataclass(frozen=True, slots=True)
class Wanted:
    """A text to search for. Text without words matches exact names only; an empty text matches everything."""

    text: str
    words: tuple[str, ...]
    key: str

    @classmethod
    def of(cls, text: str) -> "Wanted":
        """Read a question."""
        return cls(text.strip(), parts(text)[:MOST_WORDS], key(text))


def entry(label: str, uid: str, properties: Mapping[str, Any], build: Place | None = None) -> Entry:
    """Make the entry of a vertex; `build` is the place of the build that an artefact or region names."""
    at = address(uid)
    stated = list(texts(label, uid, properties, at))
    keys = {key(text) for field, text in stated if field is Field.NAME or field is Field.ID} - {""}
    if at is not None and at.element is not None:
        keys.add(key(f"{at.model}#{at.element}"))
    return Entry(
        words=[(field, words(text, _MOST_OF_TEXT)) for field, text in stated],
        keys=keys,
        kind=text_of(properties, "kind") if label == "Element" else None,
        severity=text_of(properties, "severity") if label == "Finding" else None,
        place=build or Place() if label in _OF_BUILD else place(label, at, properties),
    )


def texts(label: str, uid: str, properties: Mapping[str, Any], at: Address | None) -> Iterator[tuple[Field, str]]:
    """Yield every text that search looks at."""
    if at is not None:
        own = at.element or uid
        if own != properties.get("sourceId"):
            yield Field.ID, own
    elif label in _OF_DIGEST:
        yield Field.ID, uid.rpartition(":")[2]
    if label == "Anchor" and properties.get("notation") == _OURS:
        return
    for field, name in _TEXTS.get(label, ()):
        if text := text_of(properties, name):
            yield field, text


def text_of(properties: Mapping[str, Any], name: str) -> str | None:
    """Return a property if it is a text."""
    value = properties.get(name)
    return value if isinstance(value, str) else None


def place(label: str, at: Address | None, properties: Mapping[str, Any]) -> Place:
    """Return the place of a vertex that belongs to no build."""
    if at is None:
        at = address(text_of(properties, "version") or text_of(properties, "scope") or "")
    if at is None:
        return Place()
    return _place(at.model, at.number, f"build:{text_of(properties, 'target') or ''}" if label == "Build" else "")


@functools.lru_cache(1024)  # all elements of a version have the same
def _place(model: str, number: int | None, series: str) -> Place:
    return Place(model, number, series)


def points(wanted: Wanted, uid: str, found: Entry) -> int | None:
    """Return how well an entry fits, up to FULL for each word; None where it does not."""
    whole = FULL * max(1, len(wanted.words))
    if uid == wanted.text or wanted.key in found.keys:
        return whole
    if not wanted.words:
        return None if wanted.key else 0
    each = [best(word, found) for word in wanted.words]
    return sum(each) if all(each) else None


def rank(label: str, found: Entry, leading: Sequence[Set[str]]) -> int:
    """Return the place of the group that a vertex is shown in: models, then named elements of the leading kinds."""
    if label == "Model":
        return 0
    if any(there for field, there in found.words if field is Field.NAME):
        for place, kinds in enumerate(leading, 1):
            if found.kind in kinds:
                return place
    return len(leading) + 1


def best(word: str, found: Entry) -> int:
    """Return the points of one word in its best field; 0 if it does not match."""
    return max((fits(word, other) * WEIGHTS[field] for field, there in found.words for other in there), default=0)


def fits(word: str, other: str) -> int:
    """Return how well a searched word fits one that is there, 0 to 10."""
    if other.startswith(word):
        return EQUAL if word == other else PREFIX
    if not spelling.slips(word) or not other.isalpha():
        return 0
    edits = spelling.meant(word, other)
    return 0 if edits is None else NEAR[edits]


def score(wanted: Wanted, got: int) -> float:
    """Return the points as a share of the most possible."""
    return got / (FULL * max(1, len(wanted.words)))

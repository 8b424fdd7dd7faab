"""Score how alike two elements are, from 0 to 1, with reasons."""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import Indel

from pipeline.compare.content import normalised
from pipeline.compare.pairing import Pairing
from pipeline.compare.structure import Link, Structure

ENOUGH = 0.5
ENOUGH_FOR_CONNECTORS = 0.7  # one common end is not enough: a flow is little more than its ends

_LONGEST = 200  # characters of a name that are compared letter by letter
_DIGITS_DIFFER = 0.5  # "Task 1" is not "Task 2", however few letters are between them
_UNNAMED = 0.5  # a neighbour without a name says little


class Part(NamedTuple):
    """One point of comparison."""

    weight: float
    score: float
    reason: str


class Similarity:
    """A judge of pairs that considers the pairs around them."""

    def __init__(self, pairing: Pairing) -> None:
        self._pairing = pairing
        self._first, self._second = pairing.first, pairing.second
        self._behaviour: dict[tuple[bool, str], str] = {}

    def score(self, one: str, other: str) -> float:
        """Score two elements; 0 if the kinds exclude each other."""
        return _weighed(self._parts(one, other))

    def explained(self, one: str, other: str) -> tuple[float, tuple[str, ...]]:
        """Return the score and its reasons."""
        parts = self._parts(one, other)
        return _weighed(parts), tuple(part.reason for part in parts if part.score > 0 and part.reason)

    def enough(self, one: str, other: str, score: float | None = None) -> bool:
        """Return true if they may be taken for one; the score is computed where it is not given."""
        connects = self._first.connects(one)
        found = self.score(one, other) if score is None else score
        return found >= (ENOUGH_FOR_CONNECTORS if connects else ENOUGH)

    def neighbours(self, one: str, other: str) -> float | None:
        """Share of common neighbours; None where one of them has none."""
        mine, theirs = self._around(self._first, one), self._around(self._second, other)
        if not mine or not theirs:
            return None
        common = sum(min(count, theirs[key]) * _weight(key) for key, count in mine.items() if key in theirs)
        return 2 * common / (mine.total() + theirs.total())

    def _parts(self, one: str, other: str) -> list[Part]:
        mine, theirs = self._first.by_id[one], self._second.by_id[other]
        kin = self._first.comparison.kinship(mine.kind, theirs.kind)
        if not kin:
            return []
        connects = self._first.connects(one)
        kinds = "same kind" if kin == 1 else f"related kinds {' and '.join(sorted({mine.kind, theirs.kind}))}"
        parts = [Part(1, kin, kinds), *self._parents(one, other)]
        said = self._first.content.wording(mine), self._second.content.wording(theirs)
        if any(said):
            names = names_alike(*said)
            parts.append(Part(2 if connects else 4, names, "same name" if names == 1 else "similar name"))
        around = self.neighbours(one, other)
        if around is not None or self._first.beside(one) or self._second.beside(other):
            parts.append(_neighbourhood(around or 0.0, 6 if connects else 4))
        doing = self._does(self._first, one), self._does(self._second, other)
        if any(doing):
            parts.append(Part(1, float(doing[0] == doing[1]), "same behaviour"))
        return parts

    def _parents(self, one: str, other: str) -> Iterator[Part]:
        mine, theirs = self._first.by_id[one].parent, self._second.by_id[other].parent
        if mine is None or theirs is None:
            return
        if self._key(self._first, mine) == self._key(self._second, theirs):
            yield Part(1, 1, "same parent")
        elif mine in self._pairing.forward or theirs in self._pairing.backward:
            yield Part(1, 0, "")

    def _does(self, side: Structure, id_: str) -> str:
        key = side is self._first, id_
        if key not in self._behaviour:
            self._behaviour[key] = side.content.behaviour(side.by_id[id_])
        return self._behaviour[key]

    def _around(self, side: Structure, id_: str) -> Counter[tuple[str, bool, tuple[str, ...]]]:
        return Counter(self._tie(side, link) for link in side.beside(id_))

    def _tie(self, side: Structure, link: Link) -> tuple[str, bool, tuple[str, ...]]:
        return link.role, link.stated, self._key(side, link.other)

    def _key(self, side: Structure, id_: str) -> tuple[str, ...]:
        """Return a key that is equal for a pair, and for two unmatched elements of the same family and name."""
        partner = self._pairing.forward.get(id_) if side is self._first else id_
        if partner is not None and partner in self._pairing.backward:
            return ("pair", partner)
        element = side.by_id[id_]
        return "family", side.comparison.family(element.kind), normalised(side.content.wording(element))


def _weighed(parts: list[Part]) -> float:
    weight = sum(part.weight for part in parts)
    return sum(part.weight * part.score for part in parts) / weight if weight else 0.0


@lru_cache(maxsize=100_000)
def names_alike(one: str, other: str) -> float:
    """Score two names: 1 if equal, a little less if only case, blanks or punctuation differ."""
    if one == other:
        return 1.0
    mine, theirs = normalised(one)[:_LONGEST], normalised(other)[:_LONGEST]
    if mine == theirs:
        return 0.95 if mine else 0.0
    words, others = Counter(mine.split()), Counter(theirs.split())
    shared = 2 * (words & others).total() / max(1, words.total() + others.total())
    ratio = max(shared, Indel.normalized_similarity(mine, theirs))
    same_digits = _digits(words) == _digits(others)
    return 0.9 * ratio * (1 if same_digits else _DIGITS_DIFFER)


def _digits(words: Counter[str]) -> Counter[str]:
    return Counter({word: count for word, count in words.items() if word.isdigit()})


def _weight(key: tuple[str, bool, tuple[str, ...]]) -> float:
    return _UNNAMED if key[2][0] == "family" and not key[2][2] else 1.0


def _neighbourhood(share: float, weight: float) -> Part:
    return Part(weight, share, "same neighbours" if share > 0.99 else f"{share:.0%} of the neighbours")

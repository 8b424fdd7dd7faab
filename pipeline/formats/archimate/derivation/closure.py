"""Apply the derivation rules until nothing new follows.

Elements are numbers here, and the elements that others are related to are sets: what is known already is left out by a
difference of sets, since almost every pair of relationships yields what another pair has yielded before.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from heapq import heappop, heappush
from itertools import islice
from typing import Final, NamedTuple

from pipeline.formats.archimate.derivation.rules import RULES, Rule, Shape, passes
from pipeline.formats.archimate.derivation.stated import Stated
from pipeline.formats.archimate.table import allowed

Key = tuple[int, str, int]
"""Source, kind, target."""
_Related = dict[tuple[int, str], set[int]]


class Way(NamedTuple):
    """The way in which a relationship follows from two others."""

    rule: Rule
    first: Key
    """The relationship with which the chain begins."""
    second: Key
    against: tuple[bool, bool]
    """True for each of them that the chain passes from its target to its source."""


class Fact(NamedTuple):
    """The reason why a relationship holds: it is stated, or follows from two others."""

    length: int
    """Number of relationships in its chain."""
    sure: bool
    stated: Stated | None = None
    way: Way | None = None


class _Pairing(NamedTuple):
    """A rule for a relationship of some kind and another one."""

    shape: Shape
    first: bool
    """True if the relationship is p and the other q."""
    other: str
    rule: Rule


def _pairings() -> Mapping[str, tuple[_Pairing, ...]]:
    found: dict[str, list[_Pairing]] = defaultdict(list)
    for shape, rules in RULES.items():
        for (p, q), rule in rules.items():
            found[p].append(_Pairing(shape, True, q, rule))
            found[q].append(_Pairing(shape, False, p, rule))
    return {kind: tuple(pairings) for kind, pairings in found.items()}


_EVERY: Final = _pairings()
_VALID: Final = {kind: tuple(each for each in found if each.rule.valid) for kind, found in _EVERY.items()}
_STEP: Final = 64
"""Members of a set that are passed over in the time in which one relationship is tried."""
_WAYS: Final = 20


class Closure:
    """Everything that follows from stated relationships."""

    def __init__(self, begun: Iterable[Stated], kinds: Mapping[str, str], most: int) -> None:
        """`kinds` are the kinds of the elements by id; `most` bounds the relationships that are tried."""
        self.ids = [*kinds]
        self.facts: dict[Key, Fact] = {}
        self._kinds = [*kinds.values()]
        self._numbers = {id_: number for number, id_ in enumerate(kinds)}
        self._left = most
        self._waiting: list[tuple[int, int, Key]] = []
        self._leaving: _Related = defaultdict(set)
        self._entering: _Related = defaultdict(set)
        self._settled_targets: _Related = defaultdict(set)
        """Targets for a source that need not be tried: the relationship is known, or the table forbids it."""
        self._settled_sources: _Related = defaultdict(set)
        self._may: dict[tuple[str, str], frozenset[str]] = {}
        self._passes: dict[tuple[str, str, str], bool] = {}
        self._unsure: list[Stated] = []
        for each in begun:
            if each.sure:
                self._begin(each)
            else:
                self._unsure.append(each)

    @property
    def complete(self) -> bool:
        return self._left > 0

    def key(self, stated: Stated) -> Key:
        return self._numbers[stated.source], stated.kind, self._numbers[stated.target]

    def valid(self) -> None:
        """Add what is valid."""
        self._saturate(_VALID, sure=True)

    def potential(self) -> None:
        """Add what is potential, once everything that is valid is there."""
        for each in self._unsure:
            self._begin(each)
        for key in [*self.facts]:
            self._yield(key, _EVERY, sure=False)
        self._saturate(_EVERY, sure=False)

    def ways(self, key: Key) -> Iterator[Way]:
        """Yield ways in which a relationship follows from others that are known, at most a few."""
        source, _, target = key
        for shape, rules in RULES.items():
            for (p, q), rule in rules.items():
                if rule.kind != key[1] or not rule.valid:
                    continue
                match shape:
                    case Shape.LINE:
                        middle = self._leaving[source, p] & self._entering[target, q]
                    case Shape.SAME_TARGET:
                        middle = self._leaving[target, p] & self._leaving[source, q]
                    case Shape.SAME_SOURCE:
                        middle = self._entering[source, p] & self._entering[target, q]
                for through in islice(middle, _WAYS):
                    if self._may_pass(source, through, target):
                        yield _way(shape, rule, (p, q), source, through, target)

    def chain(self, *begin: tuple[Key, bool]) -> tuple[str, ...]:
        """Return the ids of the stated relationships that relationships follow from, each forwards or against it."""
        found: list[str] = []
        waiting = [*reversed(begin)]
        while waiting:
            key, against = waiting.pop()
            fact = self.facts[key]
            if fact.way is None:
                stated = fact.stated.chain if fact.stated is not None else ()
                found += reversed(stated) if against else stated
                continue
            parts = [*zip((fact.way.first, fact.way.second), fact.way.against, strict=True)]
            waiting += ((part, turned != against) for part, turned in (parts if against else reversed(parts)))
        return tuple(found)

    def rules(self, key: Key) -> tuple[str, ...]:
        """Return the rules that yield a relationship, in an order in which each has what it needs."""
        found: list[str] = []
        waiting = [key]
        while waiting:
            way = self.facts[waiting.pop()].way
            if way is not None:
                found.append(way.rule.name)
                waiting += (way.first, way.second)
        return tuple(reversed(found))

    def _begin(self, each: Stated) -> None:
        """Take a stated relationship, unless another one of its kind between the same ends has been taken."""
        key = self.key(each)
        if key not in self.facts:
            self._settle(key)
            self._add(key, Fact(len(each.chain), each.sure, stated=each))

    def _saturate(self, pairings: Mapping[str, tuple[_Pairing, ...]], *, sure: bool) -> None:
        while self._waiting and self._left > 0:
            key = heappop(self._waiting)[2]
            source, kind, target = key
            self._leaving[source, kind].add(target)
            self._entering[target, kind].add(source)
            self._yield(key, pairings, sure=sure)

    def _add(self, key: Key, fact: Fact) -> None:
        self.facts[key] = fact
        heappush(self._waiting, (fact.length, len(self.facts), key))

    def _settle(self, key: Key) -> None:
        source, kind, target = key
        self._settled_targets[source, kind].add(target)
        self._settled_sources[target, kind].add(source)

    def _yield(self, key: Key, pairings: Mapping[str, tuple[_Pairing, ...]], *, sure: bool) -> None:
        """Add what a relationship yields together with those that were looked at before it."""
        for pairing in pairings.get(key[1], ()):
            if self._left <= 0:
                return
            others, through, end, leaves = self._others(key, pairing)
            if not others or (pairing.rule.grouping and self._kinds[through] != "Grouping"):
                continue
            kind = pairing.rule.kind
            settled = (self._settled_targets if leaves else self._settled_sources)[end, kind]
            self._left -= 1 + len(others) // _STEP
            for other in others - settled:
                self._left -= 1
                source, target = (end, other) if leaves else (other, end)
                if source == target or not self._may_be(source, kind, target):
                    self._settle((source, kind, target))
                elif self._may_pass(source, through, target):
                    self._settle((source, kind, target))
                    kinds = (key[1], pairing.other) if pairing.first else (pairing.other, key[1])
                    way = _way(pairing.shape, pairing.rule, kinds, source, through, target)
                    length = self.facts[way.first].length + self.facts[way.second].length
                    self._add((source, kind, target), Fact(length, sure, way=way))

    def _others(self, key: Key, pairing: _Pairing) -> tuple[set[int] | None, int, int, bool]:
        """Return the other ends of what a pairing yields, the shared element, the known end, and if that is left."""
        source, _, target = key
        other = pairing.other
        match pairing.shape, pairing.first:
            case Shape.LINE, True:
                return self._leaving.get((target, other)), target, source, True
            case Shape.LINE, False:
                return self._entering.get((source, other)), source, target, False
            case Shape.SAME_TARGET, True:
                return self._entering.get((target, other)), target, source, False
            case Shape.SAME_TARGET, False:
                return self._entering.get((target, other)), target, source, True
            case Shape.SAME_SOURCE, True:
                return self._leaving.get((source, other)), source, target, True
            case _:
                return self._leaving.get((source, other)), source, target, False

    def _may_be(self, source: int, kind: str, target: int) -> bool:
        kinds = self._kinds[source], self._kinds[target]
        if kinds not in self._may:
            self._may[kinds] = allowed(*kinds) or frozenset()
        return kind in self._may[kinds]

    def _may_pass(self, source: int, through: int, target: int) -> bool:
        kinds = self._kinds[source], self._kinds[through], self._kinds[target]
        if kinds not in self._passes:
            self._passes[kinds] = passes(*kinds)
        return self._passes[kinds]


def _way(shape: Shape, rule: Rule, kinds: tuple[str, str], source: int, through: int, target: int) -> Way:
    """Return the way from source to target over the element that p and q share."""
    p, q = kinds
    match shape:
        case Shape.LINE:
            return Way(rule, (source, p, through), (through, q, target), (False, False))
        case Shape.SAME_TARGET:
            return Way(rule, (source, q, through), (target, p, through), (False, True))
        case Shape.SAME_SOURCE:
            return Way(rule, (through, p, source), (through, q, target), (True, False))

"""Match the elements of two models: by id if ids can be trusted, then by colour, then by similarity."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping

from pipeline.compare import identity
from pipeline.compare.colours import Colours, Palette, refined
from pipeline.compare.nearest import Nearest
from pipeline.compare.pairing import Pairing
from pipeline.compare.similarity import Similarity
from pipeline.compare.structure import Structure
from pipeline.ir.model import Element

_ROUNDS = 6  # three steps of a process: a flow lies between two of them
_SURE = 2  # rounds from which looks alone decide; below, the pair must be similar too
_PASSES = 4

Look = Callable[[Element], Hashable]
Level = tuple[Colours, Colours, int]


def matched(first: Structure, second: Structure) -> Pairing:
    """Return the pairs of matching elements; all others are in one model only."""
    pairing = Pairing(first, second)
    similarity = Similarity(pairing)
    identity.trusted(pairing, similarity)
    matching = _Matching(pairing, similarity)
    for look in (first.content.full, first.content.plain):
        matching.by_looks(look)
    Nearest(pairing, similarity).match()
    identity.remaining(pairing)
    return pairing


class _Matching:
    """Matching by looks: first what looks like only one other, then what looks like several."""

    def __init__(self, pairing: Pairing, similarity: Similarity) -> None:
        self._pairing = pairing
        self._similarity = similarity

    def by_looks(self, look: Look) -> None:
        """Pair elements of the same colour, from wide to narrow neighbourhoods, and repeat while that finds more."""
        levels = self._levels(look)
        for _ in range(_PASSES):
            known = len(self._pairing.forward)
            for level in levels:
                self._pair(level, limit=1)
            if len(self._pairing.forward) == known:
                break
            levels = self._levels(look)
        for level in levels[:-1]:
            self._pair(level, limit=None)

    def _levels(self, look: Look) -> list[Level]:
        """Return the colours of unmatched elements by rounds, the most rounds first."""
        pairing, palette = self._pairing, Palette()
        sides = (pairing.first, pairing.forward), (pairing.second, {second: second for second in pairing.backward})
        rounds = [
            refined(side, _labels(side, look, pins), pins, palette, _ROUNDS)
            for side, pins in sides
            if len(pins) < len(side.by_id)
        ]
        if len(rounds) < 2:
            return []
        return [(rounds[0][number], rounds[1][number], number) for number in range(_ROUNDS, -1, -1)]

    def _pair(self, level: Level, limit: int | None) -> None:
        mine, theirs, rounds = level
        others = self._free(theirs, self._pairing.backward)
        for colour, ones in self._free(mine, self._pairing.forward).items():
            found = others.get(colour, [])
            if found and (limit is None or max(len(ones), len(found)) <= limit):
                self._join(ones, found, rounds)

    def _join(self, ones: Iterable[str], others: Iterable[str], rounds: int) -> None:
        ones, others = list(ones), list(others)
        for one, other in zip(ones, others, strict=False):
            # by now an earlier pair of these may have led to a later
            if self._pairing.free(one, other) and (rounds >= _SURE or self._similarity.enough(one, other)):
                self._pairing.join(one, other)
                if max(len(ones), len(others)) > 1:
                    self._pairing.alike[one] = max(len(ones), len(others))
                self._follow(one, other)

    def _follow(self, one: str, other: str) -> None:
        """Pair neighbours of a pair that have the same role and are unique there."""
        waiting = [(one, other)]
        while waiting:
            for pair in list(self._hanging(*waiting.pop())):
                if self._pairing.free(*pair) and self._similarity.enough(*pair):
                    self._pairing.join(*pair)
                    waiting.append(pair)

    def _hanging(self, one: str, other: str) -> Iterator[tuple[str, str]]:
        mine = _grouped(self._pairing.first, one, self._pairing.forward)
        theirs = _grouped(self._pairing.second, other, self._pairing.backward)
        for key, ids in mine.items():
            if len(ids) == len(theirs.get(key, ())) == 1:
                yield ids[0], theirs[key][0]

    @staticmethod
    def _free(colours: Colours, taken: Mapping[str, str]) -> dict[int, list[str]]:
        found: dict[int, list[str]] = defaultdict(list)
        for id_, colour in colours.items():
            if id_ not in taken:
                found[colour].append(id_)
        return found


def _labels(side: Structure, look: Look, pins: Mapping[str, str]) -> dict[str, Hashable]:
    return {id_: look(element) for id_, element in side.by_id.items() if id_ not in pins}


def _grouped(side: Structure, id_: str, taken: Mapping[str, str]) -> dict[Hashable, list[str]]:
    found: dict[Hashable, list[str]] = defaultdict(list)
    for link in side.links[id_]:
        if link.other not in taken:
            found[link.role, link.stated, side.content.plain(side.by_id[link.other])].append(link.other)
    return found

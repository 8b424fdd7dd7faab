"""Pair the remaining elements by similarity, the most similar first; each pair makes its neighbours easier to judge."""

import heapq
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from pipeline.compare.content import normalised
from pipeline.compare.pairing import Pairing
from pipeline.compare.similarity import Similarity
from pipeline.compare.structure import Structure
from pipeline.ir.comparison import PARENT

_CROWD = 40  # in a larger group without order, being in it is no reason to compare two of its members
_HOLDS = (PARENT, True)
_EQUAL = 1e-9
_COMMON = 20  # a word that more elements have says nothing


class Nearest:
    """A queue of candidates, best first."""

    def __init__(self, pairing: Pairing, similarity: Similarity) -> None:
        self._pairing = pairing
        self._similarity = similarity
        self._queue: list[tuple[float, int, int, str, str]] = []
        self._best: dict[tuple[str, str], float] = {}

    def match(self) -> None:
        """Pair all elements that are similar enough, then their containers, whose parts can be counted by then."""
        self._offer(self._by_words())
        pairs = list(self._pairing.forward.items())
        self._offer(around for pair in pairs for around in self._around(*pair))
        known = -1
        while known < (known := len(self._pairing.forward)):
            self._drain()
            self._offer(self._holding())
            self._drain()

    def _drain(self) -> None:
        while self._queue:
            queued, _, _, one, other = heapq.heappop(self._queue)
            if not self._pairing.free(one, other):
                continue
            score = self._similarity.score(one, other)
            if score < -queued - _EQUAL:  # what spoke for it is taken by now
                self._push(one, other, score)
            elif self._similarity.enough(one, other, score):
                self._pairing.join(one, other)
                self._offer(self._around(one, other))

    def _offer(self, pairs: Iterable[tuple[str, str]]) -> None:
        for one, other in pairs:
            score = self._similarity.score(one, other)
            if score > self._best.get((one, other), 0.0):
                self._best[one, other] = score
                self._push(one, other, score)

    def _push(self, one: str, other: str, score: float) -> None:
        places = self._pairing.first.position[one], self._pairing.second.position[other]
        if self._similarity.enough(one, other, score):
            heapq.heappush(self._queue, (-score, abs(places[0] - places[1]), places[0], one, other))

    def _around(self, one: str, other: str) -> Iterator[tuple[str, str]]:
        """Yield the pairs of elements that hang on a pair in the same role."""
        first, second = self._pairing.first, self._pairing.second
        mine = _hanging(first, one, self._pairing.forward)
        if not mine:
            return
        theirs = _hanging(second, other, self._pairing.backward)
        for role, ids in mine.items():
            others = theirs.get(role, [])
            if role == _HOLDS:
                continue
            if role[0] in first.comparison.flowing or max(len(ids), len(others)) <= _CROWD:
                yield from ((a, b) for a in ids[:_CROWD] for b in others[:_CROWD] if self._kin(a, b))

    def _holding(self) -> Iterator[tuple[str, str]]:
        """Yield the parents of pairs, if these are no pair yet."""
        first, second = self._pairing.first.by_id, self._pairing.second.by_id
        found: dict[tuple[str, str], None] = {}
        for one, other in self._pairing.forward.items():
            mine, theirs = first[one].parent, second[other].parent
            if mine and theirs and self._pairing.free(mine, theirs) and self._kin(mine, theirs):
                found[mine, theirs] = None
        yield from found

    def _by_words(self) -> Iterator[tuple[str, str]]:
        mine = _words(self._pairing.first, self._pairing.forward)
        theirs = _words(self._pairing.second, self._pairing.backward)
        pairs = {
            (one, other): None
            for word, ids in mine.items()
            if len(ids) <= _COMMON and len(theirs.get(word, ())) <= _COMMON
            for one in ids
            for other in theirs.get(word, ())
        }
        yield from (pair for pair in pairs if self._kin(*pair))

    def _kin(self, one: str, other: str) -> bool:
        first, second = self._pairing.first, self._pairing.second
        return first.comparison.kinship(first.by_id[one].kind, second.by_id[other].kind) > 0


def _hanging(side: Structure, id_: str, taken: dict[str, str]) -> dict[tuple[str, bool], list[str]]:
    found: dict[tuple[str, bool], list[str]] = defaultdict(list)
    for link in (*side.links[id_], *side.beside(id_)):
        ids = found[link.role, link.stated]
        if link.other not in taken and link.other not in ids[-1:]:
            ids.append(link.other)
    return {role: ids for role, ids in found.items() if ids}


def _words(side: Structure, taken: dict[str, str]) -> dict[tuple[str, str], list[str]]:
    """Index elements without a partner by the words of their names, and by the whole name, for each family of kinds."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for id_, element in side.by_id.items():
        if id_ not in taken and (name := normalised(side.content.wording(element))):
            for word in {name, *re.findall(r"\w+", name)}:
                found[side.comparison.family(element.kind), word].append(id_)
    return found

"""Answer reach by one statement for each level and label, whatever the number of its vertices."""

import itertools
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from graph import currency, walks
from graph.neo4j import steps
from graph.neo4j.blocks import blocks
from graph.neo4j.past import Past
from graph.neo4j.unit import Unit
from graph.records import EDGE_KINDS, label_of
from graph.store import ReachQuery, Truncation

# A vertex knows how many edges it has, so that those with fewer need not be counted.
_LARGE: Final = """
    UNWIND $uids AS uid
    MATCH (a:{label} {{tenant: $tenant, uid: uid}}) USING INDEX a:{label}(tenant, uid)
    WHERE COUNT {{ (a){bare}() }} >= $hub
    WITH uid, COUNT {{ (a){pattern}() WHERE {standing} }} AS edges
    WHERE edges >= $hub
    RETURN uid, edges
"""
_BEYOND: Final = """
    UNWIND $uids AS uid
    MATCH (a:{label} {{tenant: $tenant, uid: uid}}) USING INDEX a:{label}(tenant, uid)
    MATCH (a){pattern}(b)
    WHERE {standing}
    WITH {distinct}
    WHERE b.tenant = $tenant AND (NOT (b:Finding OR b:Waiver OR b:Link) OR b.until IS NULL OR b.until > $moment)
    WITH b.uid AS uid, coalesce(b.kind, '') AS kind{kept}
    RETURN collect(uid), collect(kind){flags}
"""
_FLAGGED: Final = {
    False: {"distinct": "DISTINCT b", "kept": "", "flags": ""},
    True: {
        "distinct": "b, all(kind IN collect(DISTINCT type(r)) WHERE kind IN $narrowing) AS narrowly",
        "kept": ", narrowly",
        "flags": ", collect(narrowly)",
    },
}
"""Statements that also return how each vertex is reached, for questions with kinds that restrict a walk."""
_FAR: Final = """
    UNWIND $uids AS uid
    MATCH (a:{label} {{tenant: $tenant, uid: uid}}) USING INDEX a:{label}(tenant, uid)
    MATCH (a){pattern}(b)
    WHERE {standing} AND b.tenant = $tenant
    RETURN uid, collect(b.uid)
"""
_MOST_PARALLEL: Final = max(
    Counter(pair for kind in EDGE_KINDS.values() for pair in itertools.product(kind.starts, kind.ends)).values()
)
"""The most edges between two vertices: one of each kind."""
_FREELY: Final = itertools.repeat(False)


@dataclass(slots=True)
class Level:
    """Vertices of one hop, each with the kind of an element, if it is one."""

    freely: dict[str, str | None] = field(default_factory=dict)
    narrowly: dict[str, str | None] = field(default_factory=dict)
    """Reached by edges alone after which some kinds are barred: graph/walks.py."""

    def __bool__(self) -> bool:
        return bool(self.freely or self.narrowly)

    @property
    def kinds(self) -> dict[str, str | None]:
        """Return the kind of every vertex of this level."""
        return self.narrowly | self.freely


@dataclass(slots=True)
class Found:
    """The vertices found so far, nearest first."""

    kinds: dict[str, str | None]
    """uid to the kind of an element."""
    hops: list[list[str]]
    """Vertices by hop, each only at its first."""
    freely: set[str]
    """Vertices from which all kinds may be followed."""
    hubs: dict[str, int] = field(default_factory=dict)
    closed_at: int | None = None
    """The distance of the nearest hub that was not gone beyond."""
    stopped: Truncation | None = None
    stopped_at: int | None = None

    def remember(self, hubs: Mapping[str, int]) -> None:
        """Keep the most edges that were to follow from a vertex."""
        for uid, edges in hubs.items():
            self.hubs[uid] = max(edges, self.hubs.get(uid, 0))


async def reached(unit: Unit, query: ReachQuery, moment: str) -> Found:
    """Return the reach, breadth first, level by level. Raises VertexUnknown."""
    deadline = time.monotonic() + query.budget.seconds
    starts = await steps.known(unit, query.start, moment)
    found = Found(starts, [sorted(starts)], set(starts))
    search = _Search(unit, query, moment, found)
    await search.begin()
    level = Level(starts)
    while level := _new(found, await search.beyond(level)):
        new = {uid: kind for uid, kind in level.kinds.items() if uid not in found.kinds}
        if stopped := _stopped(query, found, bool(new), deadline):
            found.stopped = stopped
            break
        left = query.budget.vertices - len(found.kinds)
        nearest = sorted(new)[:left]
        found.kinds.update((uid, new[uid]) for uid in nearest)
        found.freely |= level.freely.keys() & found.kinds.keys()
        found.hops.append(nearest)
        if len(new) > left:
            found.stopped = Truncation.SIZE
            break
    await _finish(unit, query, found, moment)
    return found


class _Search:
    """A breadth-first search, one hop at a time."""

    def __init__(self, unit: Unit, query: ReachQuery, moment: str, found: Found) -> None:
        self._unit, self._query, self._moment, self._found = unit, query, moment, found
        through = query.through or steps.LINEAGE
        self._rule = walks.rule(query.direction, through, map(label_of, query.start))
        self._through = {False: through, True: through - self._rule.barred}
        self._entering = currency.entering(query.direction) if query.current else frozenset[str]()
        self._past = Past(unit, moment)

    async def begin(self) -> None:
        """Learn which versions the question begins in: these count as current."""
        if self._entering:
            await self._past.begin(self._query.start)

    async def beyond(self, level: Level) -> Level:
        """Return what is one step beyond a level."""
        ahead = Level()
        for narrowly, uids in enumerate((level.freely, level.narrowly)):
            for label, named in steps.by_label(uids).items():
                if kinds := steps.kinds_at(label, self._through[bool(narrowly)], self._query.direction):
                    await self._step(label, kinds, named, ahead)
        return ahead

    async def _step(self, label: str, kinds: str, uids: list[str], ahead: Level) -> None:
        pattern, standing = steps.pattern(kinds, self._query.direction), steps.standing(kinds)
        narrowing = sorted(self._rule.narrowing.intersection(kinds.split("|")))
        shape = {"label": label, "pattern": pattern, "standing": standing}
        beyond = _BEYOND.format(**shape, **_FLAGGED[bool(narrowing)])
        enters = not self._entering.isdisjoint(kinds.split("|"))
        collapse = self._query.collapse and len(self._found.hops) > 1
        for block in blocks(uids):
            near = block
            if collapse and (hubs := await self._hubs(block, shape, enters=enters)):
                self._found.remember(hubs)
                near = [uid for uid in block if uid not in hubs]
                if self._found.closed_at is None:
                    self._found.closed_at = len(self._found.hops) - 1
            [[found, kinds_, *told]] = await self._unit.ask(beyond, uids=near, moment=self._moment, narrowing=narrowing)
            # So few have no hub among those that they are ahead of.
            if not collapse and len(found) * _MOST_PARALLEL >= self._query.hub:
                self._found.remember(await self._hubs(block, shape, enters=enters))
            past = await self._past.among(found) if enters and found else ()
            for uid, kind, narrowly in zip(found, kinds_, *(told or [_FREELY]), strict=False):
                if uid not in past:
                    (ahead.narrowly if narrowly else ahead.freely)[uid] = kind or None

    async def _hubs(self, uids: list[str], shape: Mapping[str, str], *, enters: bool) -> dict[str, int]:
        """Return those with very many edges to follow, and how many."""
        large = _LARGE.format(bare=shape["pattern"].replace("[r:", "[:"), **shape)
        counted = await self._unit.ask(large, uids=uids, moment=self._moment, hub=self._query.hub)
        hubs = {uid: int(edges) for uid, edges in counted}
        if not (enters and hubs):
            return hubs
        for uid, far in await self._unit.ask(_FAR.format(**shape), uids=sorted(hubs), moment=self._moment):
            past = await self._past.among(set(far))
            hubs[uid] -= sum(each in past for each in far)
        return {uid: edges for uid, edges in hubs.items() if edges >= self._query.hub}


def _new(found: Found, ahead: Level) -> Level:
    """Return what was not reached before, or not so freely."""
    freely = {uid: kind for uid, kind in ahead.freely.items() if uid not in found.freely}
    narrowly = {uid: kind for uid, kind in ahead.narrowly.items() if uid not in found.kinds and uid not in freely}
    return Level(freely, narrowly)


def _stopped(query: ReachQuery, found: Found, new: bool, deadline: float) -> Truncation | None:
    """Return why there may be no further level; one without new vertices takes no room."""
    if len(found.hops) > query.budget.depth:
        return Truncation.DEPTH
    if new and len(found.kinds) >= query.budget.vertices:
        return Truncation.SIZE
    return Truncation.TIME if time.monotonic() > deadline else None


async def _finish(unit: Unit, query: ReachQuery, found: Found, moment: str) -> None:
    if found.stopped is not None:
        found.stopped_at = len(found.hops) - 1
    if found.closed_at is not None:
        found.stopped = found.stopped or Truncation.HUB
        found.stopped_at = found.closed_at if found.stopped_at is None else min(found.stopped_at, found.closed_at)
    if found.stopped is None and await steps.erased_after(unit, moment):
        found.stopped = Truncation.ERASED

"""Find paths: read the part of the graph that contains them level by level, and search it in Python."""

import asyncio
import itertools
import time
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from graph.neo4j import steps
from graph.neo4j.past import Past
from graph.neo4j.steps import Side
from graph.neo4j.unit import Unit
from graph.paths import Pair, Trail, answered, crossing, fit, leave_out, narrow, plain, searched, shown, stored
from graph.store import Direction, Path, PathMode, PathQuery, Paths, Truncation


@dataclass(slots=True)
class _Between:
    """Vertices and edges, as they are stored, of all paths of at most `longest` edges.

    A vertex that was reached narrowly is a vertex of its own (`graph.paths.narrow`), from which fewer edges lead on.
    """

    starts: frozenset[str]
    ends: frozenset[str]
    longest: int = 0
    stopped: Truncation | None = None
    hops: dict[str, int] = field(default_factory=dict)
    """Distance of each visited vertex from the starts."""
    sides: dict[str, Mapping[str, Side]] = field(default_factory=dict)
    """Ends of the edges of each expanded vertex."""
    edges: list[Pair] = field(default_factory=list)
    first: set[Pair] = field(default_factory=set)
    second: set[Pair] = field(default_factory=set)

    def following(self, vertex: str) -> Iterator[str]:
        """Yield where one may go from a vertex that was met."""
        narrowly = vertex != plain(vertex)
        for end, side in self.sides.get(plain(vertex), {}).items():
            if end not in self.starts and not (narrowly and side is Side.SECOND):
                yield narrow(end) if side is Side.FIRST else end


async def paths(unit: Unit, query: PathQuery) -> Paths:
    """Read the part of the graph between the ends, find paths in it, and load their vertices."""
    until = time.monotonic() + query.budget.seconds
    moment = steps.moment_of(query.as_of, unit.now)
    between = await _current(unit, query, moment, until)
    found = await asyncio.to_thread(searched, between, query, lambda: time.monotonic() > until)
    answer = answered(query, moment, between, found, await _shown(unit, query, moment, found.trails))
    if answer.complete and await steps.erased_after(unit, moment):
        return replace(answer, complete=False, truncated_by=Truncation.ERASED, total=None)
    return answer


async def _current(unit: Unit, query: PathQuery, moment: str, until: float) -> _Between:
    """Find what lies between, without what is past if the question is about what is current."""
    between = await _between(unit, query, moment, until)
    if query.current and await _past(unit, query, between, moment):
        if query.mode is PathMode.SHORTEST:  # the shortest may pass the past: look at longer ones too
            between = await _between(unit, replace(query, mode=PathMode.K_SHORTEST), moment, until)
        leave_out(between, await _past(unit, query, between, moment))
    return between


async def _past(unit: Unit, query: PathQuery, between: _Between, moment: str) -> Collection[str]:
    """Return the elements between that are past."""
    crossed = crossing(between)
    if not crossed:
        return set()
    past = Past(unit, moment)
    await past.begin((*query.start, *query.end))
    return await past.among(crossed)


async def _between(unit: Unit, query: PathQuery, moment: str, until: float) -> _Between:
    """Search from what depends to what it depends on, whichever way is asked: there is less to see that way."""
    start, end = (query.end, query.start) if query.direction is Direction.IMPACT else (query.start, query.end)
    between = _Between(frozenset(start), frozenset(end))
    await steps.known(unit, between.starts | between.ends, moment)
    await _ahead(unit, query, between, moment, until)
    await _behind(unit, query, between, moment)
    return between


async def _ahead(unit: Unit, query: PathQuery, between: _Between, moment: str, until: float) -> None:
    """Read level by level from the starts; for the shortest path, up to the first end."""
    through = query.through or steps.LINEAGE
    between.hops = dict.fromkeys(between.starts, 0)
    level: Collection[str] = between.starts
    while True:
        met = set(map(plain, level))
        if query.mode is PathMode.SHORTEST and not met.isdisjoint(between.ends):
            return
        unknown = met - between.ends - between.sides.keys()
        async for uid, beyond in steps.sides(unit, unknown, through, Direction.LINEAGE, moment):
            between.sides[uid] = beyond
        onward = (end for one in level if plain(one) not in between.ends for end in between.following(one))
        nearest = {end for end in onward if end not in between.hops}
        if not nearest:
            between.longest = query.budget.depth
            return
        between.stopped = _stopped(query, between, len(nearest), until)
        if between.stopped is not None:
            return
        between.longest += 1
        between.hops.update(dict.fromkeys(nearest, between.longest))
        level = nearest


def _stopped(query: PathQuery, between: _Between, further: int, until: float) -> Truncation | None:
    if between.longest >= query.budget.depth:
        return Truncation.DEPTH
    if len(between.hops) + further > query.budget.vertices:
        return Truncation.SIZE
    return Truncation.TIME if time.monotonic() > until else None


async def _behind(unit: Unit, query: PathQuery, between: _Between, moment: str) -> None:
    """Go back from the ends within the visited part; leave out edges on no path that is short enough."""
    ends = {*between.ends, *map(narrow, between.ends)}
    below = dict.fromkeys((end for end in ends if end in between.hops), 0)
    too_far = left_out = False
    leading = _leading(between) if between.stopped is None else None
    level: Collection[str] = ends
    for distance in itertools.count(1):
        before = await _before(unit, query, {one for one in level if one not in between.starts}, leading, moment)
        new = {one for one in before if one not in below and plain(one) not in between.ends}
        inside = {one for one in new if one in between.hops}
        left_out |= any(plain(one) not in between.hops for one in new)
        level = {one for one in inside if between.hops[one] + distance <= between.longest}
        too_far |= len(level) < len(inside)
        if not level:
            break
        below.update(dict.fromkeys(level, distance))
    # Where the search from the starts went no further is of no matter if nothing from there leads to an end.
    too_far |= left_out and between.stopped is not None
    _keep(between, below, too_far)


async def _before(
    unit: Unit, query: PathQuery, level: set[str], leading: Mapping[str, Collection[str]] | None, moment: str
) -> set[str]:
    """Return what is one step before; the database is asked only where not all that leads there was met."""
    if leading is not None:
        return {one for vertex in level for one in leading.get(vertex, ())}
    found: set[str] = set()
    through = query.through or steps.LINEAGE
    async for uid, before in steps.sides(unit, set(map(plain, level)), through, Direction.IMPACT, moment):
        for other, side in before.items():
            if (narrow(uid) if side is Side.FIRST else uid) in level:
                found.update((other,) if side is Side.SECOND else (other, narrow(other)))
    return found


def _leading(between: _Between) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for start in between.hops:
        for end in between.following(start):
            found[end].append(start)
    return found


def _keep(between: _Between, below: Mapping[str, int], too_far: bool) -> None:
    """Keep the edges of short enough paths, shortest first; where there are too many, drop those of the longest."""
    lengths: dict[Pair, int] = {}
    for start in below:
        for end in between.following(start) if plain(start) not in between.ends else ():
            if end in below:
                pair, length = (plain(start), plain(end)), between.hops[start] + 1 + below[end]
                lengths[pair] = min(length, lengths.get(pair, length))
    short = sorted((length, pair) for pair, length in lengths.items() if length <= between.longest)
    if not too_far and len(short) == len(lengths):
        between.stopped = None
    else:
        between.stopped = between.stopped or Truncation.DEPTH
    between.edges = [pair for _, pair in short]
    for start, end in between.edges:
        match between.sides[start][end]:
            case Side.FIRST:
                between.first.add((start, end))
            case Side.SECOND:
                between.second.add((start, end))
    fit(between, [length for length, _ in short])


async def _shown(unit: Unit, query: PathQuery, moment: str, trails: Sequence[Trail]) -> list[Path]:
    vertices = await steps.vertices(unit, (uid for trail in trails for uid in trail), moment)
    pairs = (pair for trail in trails for pair in stored(query, trail))
    links = await steps.links(unit, pairs, query.through or steps.LINEAGE, moment)
    return shown(query, trails, vertices, links)

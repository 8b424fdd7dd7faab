"""Read from Neo4j what a traversal needs: vertices by uid, and the edges at them."""

from collections import defaultdict
from collections.abc import AsyncIterator, Collection, Iterable, Iterator, Mapping
from enum import IntEnum
from typing import Final

from graph import errors, walks
from graph.neo4j.blocks import blocks
from graph.neo4j.unit import Unit
from graph.neo4j.values import known_at
from graph.records import EDGE_KINDS, LABELS, label_of
from graph.store import Direction, Link, Row

LINEAGE: Final = frozenset(name for name, kind in EDGE_KINDS.items() if kind.lineage)
Pair = tuple[str, str]

_KNOWN: Final = """
    UNWIND $uids AS uid
    MATCH (v:{label} {{tenant: $tenant, uid: uid}}) USING INDEX v:{label}(tenant, uid)
    WHERE v.recordedAt <= $moment
    RETURN uid, v.kind
"""
_VERTICES: Final = """
    UNWIND $uids AS uid
    MATCH (v:{label} {{tenant: $tenant, uid: uid}}) USING INDEX v:{label}(tenant, uid)
    RETURN v {{.*, folded: null}}
"""
_EDGES: Final = """
    UNWIND $uids AS uid
    MATCH (a:{label} {{tenant: $tenant, uid: uid}}) USING INDEX a:{label}(tenant, uid)
    MATCH (a){pattern}(b)
    WHERE {standing} AND b.tenant = $tenant
    RETURN uid, collect(DISTINCT b.uid)
"""
_SIDES: Final = """
    UNWIND $uids AS uid
    MATCH (a:{label} {{tenant: $tenant, uid: uid}}) USING INDEX a:{label}(tenant, uid)
    MATCH (a){pattern}(b)
    WHERE {standing} AND b.tenant = $tenant
    WITH uid, b.uid AS other, collect(DISTINCT type(r)) AS kinds
    RETURN uid, collect([other, CASE
        WHEN all(kind IN kinds WHERE kind IN $first) THEN 1 WHEN all(kind IN kinds WHERE kind IN $second) THEN 2 ELSE 0
    END])
"""
_LINKS: Final = """
    UNWIND $pairs AS pair
    MATCH (a:{start} {{tenant: $tenant, uid: pair[0]}}) USING INDEX a:{start}(tenant, uid)
    MATCH (b:{end} {{tenant: $tenant, uid: pair[1]}}) USING INDEX b:{end}(tenant, uid)
    MATCH (a)-[r:{kinds}]->(b)
    WHERE {standing}
    RETURN pair[0], type(r), pair[1], properties(r)
"""
_ERASED: Final = "MATCH (t:Tombstone) WHERE t.tenant = $tenant AND t.recordedAt > $moment RETURN true LIMIT 1"


def moment_of(as_of: str | None, now: str) -> str:
    """Return the moment asked about, but none after the unit's own."""
    return now if as_of is None else min(as_of, now)


def by_label(uids: Iterable[str]) -> Mapping[str, list[str]]:
    """Return the distinct uids by label, in order. Raises VertexUnknown for a malformed uid."""
    found: dict[str, list[str]] = defaultdict(list)
    try:
        for uid in sorted(set(uids)):
            found[label_of(uid)].append(uid)
    except ValueError as error:
        raise errors.VertexUnknown(str(error)[:200]) from error
    return found


def kinds_at(label: str, through: Collection[str], direction: Direction) -> str:
    """Return the kinds of edges that can be followed from a vertex of this label, as written in a pattern."""
    near = "ends" if direction is Direction.IMPACT else "starts"
    return "|".join(sorted(kind for kind in through if label in getattr(EDGE_KINDS[kind], near)))


def pattern(kinds: str, direction: Direction) -> str:
    """Return the pattern between a vertex and the next one."""
    return f"<-[r:{kinds}]-" if direction is Direction.IMPACT else f"-[r:{kinds}]->"


def standing(kinds: str) -> str:
    """Return the condition that an edge is valid at `$moment`."""
    recorded = "r.recordedAt <= $moment"
    if any(EDGE_KINDS[kind].ending for kind in kinds.split("|")):
        return f"{recorded} AND (r.until IS NULL OR r.until > $moment)"
    return recorded


async def erased_after(unit: Unit, moment: str) -> bool:
    """Return true if anything was erased after the moment; the state at that moment is then unknown."""
    return moment < unit.now and bool(await unit.ask(_ERASED, moment=moment))


async def known(unit: Unit, uids: Iterable[str], moment: str) -> dict[str, str | None]:
    """Return the kind of each vertex, None if it is no element. Raises VertexUnknown for one that did not exist yet."""
    found: dict[str, str | None] = {}
    wanted = by_label(uids)
    for label, named in wanted.items():
        found.update(
            [(uid, kind) for uid, kind in await unit.ask(_KNOWN.format(label=label), uids=named, moment=moment)]
        )
    if missing := [uid for named in wanted.values() for uid in named if uid not in found]:
        raise errors.VertexUnknown(min(missing)[:200])
    return found


async def vertices(unit: Unit, uids: Iterable[str], moment: str) -> dict[str, Row]:
    """Return the properties and label of each vertex, without folded content."""
    found: dict[str, Row] = {}
    for label, named in by_label(uids).items():
        for block in blocks(named):
            for (own,) in await unit.ask(_VERTICES.format(label=label), uids=block):
                del own["folded"]
                found[own["uid"]] = known_at(own, moment) | {"label": label}
    return found


async def edges(
    unit: Unit, uids: Iterable[str], through: Collection[str], direction: Direction, moment: str
) -> AsyncIterator[tuple[str, list[str]]]:
    """Yield each vertex with its neighbours one step away; vertices without neighbours are left out."""
    for label, named in by_label(uids).items():
        if kinds := kinds_at(label, through, direction):
            text = _EDGES.format(label=label, pattern=pattern(kinds, direction), standing=standing(kinds))
            for block in blocks(named):
                for uid, beyond in await unit.ask(text, uids=block, moment=moment):
                    yield uid, beyond


class Side(IntEnum):
    """The side of the rule of walks that all edges between two vertices belong to."""

    NEITHER = 0
    FIRST = 1
    SECOND = 2


async def sides(
    unit: Unit, uids: Iterable[str], through: frozenset[str], direction: Direction, moment: str
) -> AsyncIterator[tuple[str, dict[str, Side]]]:
    """Yield where one comes from each of these in one step, as `edges` does, with the side of the pair."""
    rule = walks.rule(Direction.LINEAGE, through, LABELS)
    for label, named in by_label(uids).items():
        kinds = kinds_at(label, through, direction)
        if not kinds:
            continue
        text = _SIDES.format(label=label, pattern=pattern(kinds, direction), standing=standing(kinds))
        asked = {"first": sorted(rule.narrowing), "second": sorted(rule.barred), "moment": moment}
        for block in blocks(named):
            for uid, beyond in await unit.ask(text, uids=block, **asked):
                yield uid, {other: Side(side) for other, side in beyond}


async def links(unit: Unit, pairs: Iterable[Pair], through: Collection[str], moment: str) -> dict[Pair, list[Link]]:
    """Return all edges of these kinds from the first to the second vertex of each pair, ordered by kind."""
    found: dict[Pair, list[Link]] = defaultdict(list)
    for (start, end), named in _by_labels(pairs):
        kinds = "|".join(
            sorted(kind for kind in through if start in EDGE_KINDS[kind].starts and end in EDGE_KINDS[kind].ends)
        )
        if not kinds:
            continue
        text = _LINKS.format(start=start, end=end, kinds=kinds, standing=standing(kinds))
        for block in blocks(named):
            for first, kind, second, own in await unit.ask(text, pairs=[list(pair) for pair in block], moment=moment):
                found[first, second].append(Link(kind, first, second, known_at(own, unit.now)))
    for each in found.values():
        each.sort(key=lambda link: link.kind)
    return found


def _by_labels(pairs: Iterable[Pair]) -> Iterator[tuple[Pair, list[Pair]]]:
    found: dict[Pair, list[Pair]] = defaultdict(list)
    for start, end in sorted(set(pairs)):
        found[label_of(start), label_of(end)].append((start, end))
    yield from found.items()

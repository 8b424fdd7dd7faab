"""Answer reach by one call of a function in the database."""

import asyncio
import sys
from array import array
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, Final

import orjson

from graph import errors
from graph.age import agtype
from graph.age.arrays import agtype_array, graphid_array
from graph.age.functions import bits, narrowing
from graph.age.unit import Unit
from graph.cycles import Part, cyclic_parts, witnesses
from graph.records import EDGE_KINDS, LABELS, label_of
from graph.store import Direction, Hub, Reach, Reached, ReachQuery, Truncation

LINEAGE: Final = frozenset(name for name, kind in EDGE_KINDS.items() if kind.lineage)
_CALL: Final = (
    "SELECT what, hop, label, kind, number, uid, reached, shown, starts, ends FROM ameide_reach("
    "%s::agtype[], %s::text[], %s, %s::int, %s::int, %s::agtype, %s::int, %s::int, %s::float8, %s::int, %s, %s,"
    " %s::text[], %s::text[], %s::int, %s::text, %s::int, %s, %s)"
)
_UIDS: Final = (
    "SELECT id::text::bigint, ameide_property(properties, '\"uid\"')"
    " FROM ameide_vertices_by_id(%s::graphid[], %s::text[])"
)


async def reach(unit: Unit, query: ReachQuery) -> Reach:
    """Ask once; a moment after the unit's own is the unit's own."""
    moment = query.as_of if query.as_of is not None and query.as_of < unit.now else None
    async with unit.speaking() as connection:
        cursor = await connection.execute(_CALL, _arguments(query, moment), prepare=True)
        rows = await cursor.fetchall()
    found: dict[str, list[Sequence[Any]]] = defaultdict(list)
    for what, *rest in rows:
        found[what].append(rest)
    if found["missing"]:
        raise errors.VertexUnknown(min(row[4] for row in found["missing"]))
    answer = _answer(query, moment or unit.now, found)
    return await _with_cycles(unit, query, answer, found["edges"]) if found["edges"] else answer


async def _with_cycles(unit: Unit, query: ReachQuery, answer: Reach, edges: Sequence[Sequence[Any]]) -> Reach:
    """Add the witnesses of cycles to an answer; only vertices on cycles are resolved from graphid to uid."""
    parts = await asyncio.to_thread(_parts, edges[0][-2:])
    cycles: Sequence[tuple[str, ...]] = ()
    if parts and query.cycles:
        uids = await _uids(unit, [each for part in parts for each in part])
        named = [{uids[start]: [uids[end] for end in ends] for start, ends in part.items()} for part in parts]
        cycles = await asyncio.to_thread(witnesses, named, query.cycles)
    return replace(answer, cyclic=bool(parts) if query.cyclic else None, cycles=cycles)


def _parts(edges: Sequence[bytes | None]) -> list[Part[int]]:
    starts, ends = (array("q", each or b"") for each in edges)
    if sys.byteorder == "little":
        starts.byteswap()
        ends.byteswap()
    return cyclic_parts(zip(starts, ends, strict=True))


async def _uids(unit: Unit, ids: Sequence[int]) -> dict[int, str]:
    async with unit.speaking() as connection:
        cursor = await connection.execute(_UIDS, [graphid_array(ids), sorted(LABELS)])
        return dict(await cursor.fetchall())


def _arguments(query: ReachQuery, moment: str | None) -> list[Any]:
    try:
        labels = sorted({label_of(uid) for uid in query.start})
    except ValueError as error:
        raise errors.VertexUnknown(str(error)[:200]) from error
    hop, uid = query.after or (None, None)
    through = query.through or LINEAGE
    return [
        *(agtype_array(set(query.start)), labels, query.direction is Direction.IMPACT),
        *(bits(through), narrowing(query.direction, through, tuple(labels))),
        None if moment is None else orjson.dumps(moment).decode(),
        *(query.budget.depth, query.budget.vertices, query.budget.seconds, query.hub),
        *(query.collapse, query.current),
        *(sorted(query.labels or LABELS), sorted(query.kinds), hop, uid, query.first),
        query.cyclic or query.cycles > 0,
        query.groups,
    ]


def _answer(query: ReachQuery, as_of: str, found: dict[str, list[Sequence[Any]]]) -> Reach:
    beyond, _, stopped, _, _, reached, page, *_ = found["end"][0]
    labels, kinds = Counter[str](), Counter[str]()
    for _, label, kind, number, *_ in found["count"]:
        labels[label] += number
        if kind is not None:
            kinds[kind] += number
    shown = sorted(agtype.parse(page.encode()), key=lambda row: (row[0], row[2]["uid"]))
    return Reach(
        complete=stopped is None,
        truncated_by=Truncation(stopped) if stopped else None,
        truncated_at_depth=beyond,
        as_of=as_of,
        total=labels.total(),
        by_label=dict(sorted(labels.items())),
        by_kind=dict(sorted(kinds.items())),
        by_hop={hop: each - before for hop, (before, each) in enumerate(pairwise((0, *reached))) if each > before},
        cyclic=None,
        page=[Reached(hop, _labelled(vertex, label, as_of)) for hop, label, vertex in shown[: query.first]],
        has_next=len(shown) > query.first,
        groups=frozenset(row[4] for row in found["group"]),
        hubs=[Hub(uid, label, number) for _, label, _, number, uid, *_ in found["hub"]],
    )


def _labelled(properties: dict[str, Any], label: str, as_of: str) -> dict[str, Any]:
    known = known_at(properties, as_of)
    known["label"] = label
    return known


def known_at(properties: dict[str, Any], as_of: str) -> dict[str, Any]:
    """Return the properties without an `until` that lies after the moment asked about."""
    if properties.get("until", "") > as_of:
        return {name: value for name, value in properties.items() if name != "until"}
    return properties

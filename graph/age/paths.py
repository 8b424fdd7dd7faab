"""Find paths: the database finds the part of the graph that contains them, and Python the paths in it."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

import orjson

from graph import errors
from graph.age.arrays import agtype_array, graphid_array
from graph.age.functions import bits, narrowing
from graph.age.reach import LINEAGE, known_at
from graph.age.unit import Unit
from graph.paths import MOST_EDGES, Pair, Trail, answered, crossing, fit, leave_out, searched, shown, stored
from graph.records import label_of
from graph.store import Direction, Link, Path, PathMode, PathQuery, Paths, Row, Truncation

_BETWEEN: Final = (
    "SELECT what, number, name, ids, others, names, lengths, sides FROM ameide_between("
    "%s::agtype[], %s::text[], %s::agtype[], %s::text[], %s::int, %s::int, %s::agtype, %s::int, %s::int, %s::int,"
    " %s::float8, %s)"
)
_VERTICES: Final = """
    SELECT label, ameide_property(properties, '"uid"'), properties - '"folded"'::agtype
    FROM ameide_vertices_by_uid(%s::agtype[], %s::text[])
"""
_CURRENT: Final = (
    "SELECT ameide_current(%s::graphid[], coalesce(ameide_versions_of(%s::graphid[]), '{}'), %s::text)::text"
)
_ERASED: Final = "SELECT ameide_erased_after(%s::agtype)"
_LINKS: Final = """
    SELECT edge.kind, edge.start_id::text, edge.end_id::text, edge.properties
    FROM ameide_edges_by_start_id(%(starts)s::graphid[], %(kinds)s::int, %(moment)s::agtype) AS edge
    JOIN unnest(%(starts)s::graphid[], %(ends)s::graphid[]) AS pair (start_id, end_id)
        ON pair.start_id = edge.start_id AND pair.end_id = edge.end_id
    ORDER BY edge.kind
"""


@dataclass(slots=True)
class _Between:
    """All vertices and edges of paths of at most `longest` edges; edges go as they are stored."""

    longest: int = 0
    stopped: Truncation | None = None
    ids: dict[str, str] = field(default_factory=dict)
    """uid to graphid."""
    edges: list[Pair] = field(default_factory=list)
    first: set[Pair] = field(default_factory=set)
    second: set[Pair] = field(default_factory=set)


async def paths(unit: Unit, query: PathQuery) -> Paths:
    """Ask for what lies between, look for paths in it, and ask for what is on them."""
    until = time.monotonic() + query.budget.seconds
    moment = query.as_of if query.as_of is not None and query.as_of < unit.now else None
    between = await _current(unit, query, moment)
    found = await asyncio.to_thread(searched, between, query, lambda: time.monotonic() > until)
    found_paths = await _shown(unit, query, moment, between, found.trails)
    answer = answered(query, moment or unit.now, between, found, found_paths)
    if answer.complete and moment is not None and await _erased_after(unit, moment):
        return replace(answer, complete=False, truncated_by=Truncation.ERASED, total=None)
    return answer


async def _erased_after(unit: Unit, moment: str) -> bool:
    async with unit.speaking() as connection:
        cursor = await connection.execute(_ERASED, [orjson.dumps(moment).decode()], prepare=True)
        row = await cursor.fetchone()
    return bool(row and row[0])


async def _current(unit: Unit, query: PathQuery, moment: str | None) -> _Between:
    """Find what lies between, without what is past if the question is about what is current."""
    between = await _between(unit, query, moment)
    if query.current and await _past(unit, query, between, moment):
        if query.mode is PathMode.SHORTEST:  # the shortest may pass the past: look at longer ones too
            between = await _between(unit, replace(query, mode=PathMode.K_SHORTEST), moment)
        leave_out(between, await _past(unit, query, between, moment))
    return between


async def _past(unit: Unit, query: PathQuery, between: _Between, moment: str | None) -> set[str]:
    """Return the elements between that are past."""
    crossed = crossing(between)
    if not crossed:
        return set()
    own = [uid for uid in (*query.start, *query.end) if uid in between.ids]
    given = [*(graphid_array(int(between.ids[uid]) for uid in uids) for uids in (crossed, own)), moment]
    async with unit.speaking() as connection:
        row = await (await connection.execute(_CURRENT, given)).fetchone()
    current = set(_ids(row[0] if row else None))
    return {uid for uid in crossed if between.ids[uid] not in current}


async def _between(unit: Unit, query: PathQuery, moment: str | None) -> _Between:
    async with unit.speaking() as connection:
        cursor = await connection.execute(_BETWEEN, _arguments(query, moment), prepare=True)
        rows = await cursor.fetchall()
    if missing := [name for what, _, name, *_ in rows if what == "missing"]:
        raise errors.VertexUnknown(min(missing))
    found = {what: rest for what, *rest in rows}
    longest, stopped, *_ = found["end"]
    between = _Between(longest, Truncation(stopped) if stopped else None)
    _, _, ids, _, uids, *_ = found["vertices"]
    between.ids.update(zip(uids or (), _ids(ids), strict=True))
    _, _, starts, ends, _, lengths, sides = found["edges"]
    uid_of = {number: uid for uid, number in between.ids.items()}
    between.edges += [(uid_of[start], uid_of[end]) for start, end in zip(_ids(starts), _ids(ends), strict=True)]
    for pair, side in zip(between.edges, sides or (), strict=sides is not None):
        if side:
            (between.first if side == 1 else between.second).add(pair)
    fit(between, lengths or ())
    return between


def _arguments(query: PathQuery, moment: str | None) -> list[Any]:
    """Return the arguments of the path function, always in the direction of dependency: it has the smaller fan-out."""
    start, end = (query.end, query.start) if query.direction is Direction.IMPACT else (query.start, query.end)
    try:
        labels = [sorted({label_of(uid) for uid in uids}) for uids in (start, end)]
    except ValueError as error:
        raise errors.VertexUnknown(str(error)[:200]) from error
    through = query.through or LINEAGE
    return [
        *(agtype_array(set(start)), labels[0], agtype_array(set(end)), labels[1]),
        *(bits(through), narrowing(Direction.LINEAGE, through, tuple(labels[0]))),
        None if moment is None else orjson.dumps(moment).decode(),
        *(query.budget.depth, query.budget.vertices, MOST_EDGES, query.budget.seconds),
        query.mode is PathMode.SHORTEST,
    ]


def _ids(array: str | None) -> list[str]:
    return array[1:-1].split(",") if array else []


async def _shown(
    unit: Unit, query: PathQuery, moment: str | None, between: _Between, trails: Sequence[Trail]
) -> list[Path]:
    vertices = await _vertices(unit, {uid for trail in trails for uid in trail}, moment or unit.now)
    links = await _links(unit, query, moment, between, {pair for trail in trails for pair in stored(query, trail)})
    return shown(query, trails, vertices, links)


async def _vertices(unit: Unit, uids: set[str], as_of: str) -> dict[str, Row]:
    if not uids:
        return {}
    async with unit.speaking() as connection:
        labels = sorted({label_of(uid) for uid in uids})
        cursor = await connection.execute(_VERTICES, [agtype_array(uids), labels])
        rows = await cursor.fetchall()
    return {uid: known_at(properties, as_of) | {"label": label} for label, uid, properties in rows}


async def _links(
    unit: Unit, query: PathQuery, moment: str | None, between: _Between, pairs: set[Pair]
) -> Mapping[Pair, Sequence[Link]]:
    if not pairs:
        return {}
    values = {
        "starts": graphid_array(int(between.ids[start]) for start, _ in pairs),
        "ends": graphid_array(int(between.ids[end]) for _, end in pairs),
        "kinds": bits(query.through or LINEAGE),
        "moment": None if moment is None else orjson.dumps(moment).decode(),
    }
    async with unit.speaking() as connection:
        cursor = await connection.execute(_LINKS, values)
        rows = await cursor.fetchall()
    uid_of = {number: uid for uid, number in between.ids.items()}
    found: dict[Pair, list[Link]] = defaultdict(list)
    for kind, start, end, properties in rows:
        pair = (uid_of[start], uid_of[end])
        found[pair].append(Link(kind, *pair, properties))
    return found

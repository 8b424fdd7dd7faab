"""Questions of reach: one call of a function in the database."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Final

import orjson

from graph import errors
from graph.age.unit import Unit
from graph.age.write import agtype_array
from graph.records import EDGE_KINDS, LABELS, label_of
from graph.store import Direction, Reach, Reached, ReachQuery, Truncation

_LINEAGE: Final = frozenset(name for name, kind in EDGE_KINDS.items() if kind.lineage)
_CALL: Final = (
    "SELECT what, hop, label, kind, number, uid, vertex FROM ameide_reach("
    "%s::agtype[], %s::text[], %s, %s::text[], %s::text[], %s::agtype, %s::int, %s::int, %s::float8,"
    " %s::text[], %s::text[], %s::int, %s::text, %s::int, %s)"
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
    cyclic = await asyncio.to_thread(_cyclic, found["edges"]) if found["edges"] else None
    return _answer(query, moment or unit.now, found, cyclic)


def _arguments(query: ReachQuery, moment: str | None) -> list[Any]:
    try:
        labels = sorted({label_of(uid) for uid in query.start})
    except ValueError as error:
        raise errors.VertexUnknown(str(error)[:200]) from error
    followed, near = steps(query.through or _LINEAGE, query.direction)
    hop, uid = query.after or (None, None)
    return [
        *(agtype_array(set(query.start)), labels, query.direction is Direction.IMPACT, followed, near),
        None if moment is None else orjson.dumps(moment).decode(),
        *(query.budget.depth, query.budget.vertices, query.budget.seconds),
        *(sorted(query.labels or LABELS), sorted(query.kinds), hop, uid, query.first, query.cyclic),
    ]


def steps(through: Iterable[str], direction: Direction) -> tuple[list[str], list[str]]:
    """Each kind of edge with each label that it can be followed from, as two parallel lists."""
    near = "ends" if direction is Direction.IMPACT else "starts"
    pairs = [(kind, label) for kind in sorted(through) for label in sorted(getattr(EDGE_KINDS[kind], near))]
    return [kind for kind, _ in pairs], [label for _, label in pairs]


def _answer(query: ReachQuery, as_of: str, found: dict[str, list[Sequence[Any]]], cyclic: bool | None) -> Reach:
    labels, kinds, hops = Counter[str](), Counter[str](), Counter[int]()
    for hop, label, kind, number, *_ in found["count"]:
        labels[label] += number
        hops[hop] += number
        if kind is not None:
            kinds[kind] += number
    last, _, stopped, *_ = found["end"][0]
    page = sorted(
        ((hop, uid, label, vertex) for hop, label, _, _, uid, vertex in found["vertex"]), key=lambda row: row[:2]
    )
    return Reach(
        complete=stopped is None,
        truncated_by=Truncation(stopped) if stopped else None,
        truncated_at_depth=last if stopped else None,
        as_of=as_of,
        total=labels.total(),
        by_label=dict(sorted(labels.items())),
        by_kind=dict(sorted(kinds.items())),
        by_hop=dict(sorted(hops.items())),
        cyclic=cyclic,
        page=[
            Reached(hop, known_at(vertex, as_of) | {"label": label}) for hop, _, label, vertex in page[: query.first]
        ],
        has_next=len(page) > query.first,
    )


def known_at(properties: dict[str, Any], as_of: str) -> dict[str, Any]:
    """An end that had not come yet was not known."""
    if properties.get("until", "") > as_of:
        return {name: value for name, value in properties.items() if name != "until"}
    return properties


def _cyclic(edges: Sequence[Sequence[Any]]) -> bool:
    """Whether something is left after taking away, again and again, what nothing leads to."""
    _, starts, _, _, ends, _ = edges[0]
    if starts is None:
        return False
    following: dict[str, list[str]] = defaultdict(list)
    leading = Counter[str]()
    for start, end in zip(starts[1:-1].split(","), ends[1:-1].split(","), strict=True):
        following[start].append(end)
        leading[end] += 1
    free = [vertex for vertex in following if vertex not in leading]
    while free:
        for end in following.pop(free.pop(), ()):
            leading[end] -= 1
            if not leading[end]:
                free.append(end)
    return bool(following)

"""Build the answer to a reach question: count all vertices reached and return one page of them."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from typing import Final

from graph import walks
from graph.cycles import cyclic_parts, witnesses
from graph.neo4j import steps
from graph.neo4j.reach import Found, reached
from graph.neo4j.unit import Unit
from graph.records import group_of, label_of
from graph.store import Direction, Hub, Reach, Reached, ReachQuery

_HUBS: Final = 20


async def reach(unit: Unit, query: ReachQuery) -> Reach:
    """Go there, count, and fetch no more than the page."""
    moment = steps.moment_of(query.as_of, unit.now)
    found = await reached(unit, query, moment)
    wanted = [[uid for uid in uids if _wanted(query, uid, found.kinds[uid])] for uids in found.hops]
    page = _page(query, wanted)
    shown = await steps.vertices(unit, (uid for _, uid in page[: query.first]), moment)
    cyclic, cycles = await _cycles(unit, query, found, moment)
    uids = [uid for each in wanted for uid in each]
    kinds = Counter(kind for uid in uids if (kind := found.kinds[uid]) is not None)
    return Reach(
        complete=found.stopped is None,
        truncated_by=found.stopped,
        truncated_at_depth=found.stopped_at,
        as_of=moment,
        total=len(uids),
        by_label=dict(sorted(Counter(map(label_of, uids)).items())),
        by_kind=dict(sorted(kinds.items())),
        by_hop={hop: len(each) for hop, each in enumerate(wanted) if each},
        cyclic=cyclic,
        page=[Reached(hop, shown[uid]) for hop, uid in page[: query.first]],
        has_next=len(page) > query.first,
        cycles=cycles,
        groups=frozenset(filter(None, map(group_of, found.kinds))) if query.groups else frozenset(),
        hubs=_largest(found),
    )


def _wanted(query: ReachQuery, uid: str, kind: str | None) -> bool:
    return (not query.kinds or kind in query.kinds) and (not query.labels or label_of(uid) in query.labels)


def _page(query: ReachQuery, wanted: Sequence[Sequence[str]]) -> list[tuple[int, str]]:
    """Return the vertices of one page, and one more if there is one."""
    after = query.after or (-1, "")
    found: list[tuple[int, str]] = []
    for hop, uids in enumerate(wanted):
        if hop >= after[0] and len(found) <= query.first:
            found += [(hop, uid) for uid in uids if (hop, uid) > after]
    return found[: query.first + 1]


async def _cycles(
    unit: Unit, query: ReachQuery, found: Found, moment: str
) -> tuple[bool | None, Sequence[tuple[str, ...]]]:
    """Return whether the reach is cyclic, and witnesses along the edges as stored, if the question asks for cycles."""
    if found.stopped is not None or not (query.cyclic or query.cycles):
        return None, ()
    through = query.through or steps.LINEAGE
    barred = walks.rule(query.direction, through, map(label_of, query.start)).barred
    back = query.direction is Direction.IMPACT
    pairs: list[steps.Pair] = []
    for uids, kinds in ((found.freely, through), (found.kinds.keys() - found.freely, through - barred)):
        async for uid, beyond in steps.edges(unit, uids, kinds, query.direction, moment):
            pairs += [(other, uid) if back else (uid, other) for other in beyond]
    parts = await asyncio.to_thread(cyclic_parts, pairs)
    cycles = await asyncio.to_thread(witnesses, parts, query.cycles) if query.cycles else ()
    return bool(parts) if query.cyclic else None, cycles


def _largest(found: Found) -> list[Hub]:
    """Return the largest hubs, ties ordered by uid."""
    ordered = sorted(found.hubs.items(), key=lambda hub: (-hub[1], hub[0]))
    return [Hub(uid, label_of(uid), edges) for uid, edges in ordered[:_HUBS]]

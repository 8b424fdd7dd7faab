"""Going everywhere from a start: one statement for each level and label, however many vertices are on it."""

import time
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from graph.neo4j import steps
from graph.neo4j.blocks import blocks
from graph.neo4j.unit import Unit
from graph.store import ReachQuery, Truncation

# A vertex knows how many edges it has, so that those with fewer need not be counted.
_LARGE: Final = """
    UNWIND $uids AS uid
    MATCH (a:{label} {{tenant: $tenant, uid: uid}})
    WHERE COUNT {{ (a){bare}() }} >= $hub
    WITH uid, COUNT {{ (a){pattern}() WHERE {standing} }} AS edges
    WHERE edges >= $hub
    RETURN uid, edges
"""
_BEYOND: Final = """
    UNWIND $uids AS uid
    MATCH (a:{label} {{tenant: $tenant, uid: uid}})
    MATCH (a){pattern}(b)
    WHERE {standing}
    WITH DISTINCT b
    WHERE b.tenant = $tenant AND (NOT (b:Finding OR b:Waiver) OR b.until IS NULL OR b.until > $moment)
    WITH b.uid AS uid, coalesce(b.kind, '') AS kind
    RETURN collect(uid), collect(kind)
"""


@dataclass(slots=True)
class Found:
    """What a search has found, nearest first."""

    kinds: dict[str, str | None]
    """uid to the kind of an element."""
    hops: list[list[str]]
    hubs: dict[str, int] = field(default_factory=dict)
    stopped: Truncation | None = None
    stopped_at: int | None = None


async def reached(unit: Unit, query: ReachQuery, moment: str) -> Found:
    """Breadth first, level by level. Raises VertexUnknown."""
    deadline = time.monotonic() + query.budget.seconds
    starts = await steps.known(unit, query.start, moment)
    found = Found(starts, [sorted(starts)])
    through = query.through or steps.LINEAGE
    while ahead := await _beyond(unit, query, found, through, moment):
        if stopped := _stopped(query, found, deadline):
            found.stopped = stopped
            break
        left = query.budget.vertices - len(found.kinds)
        nearest = sorted(ahead)[:left]
        found.kinds.update((uid, ahead[uid]) for uid in nearest)
        found.hops.append(nearest)
        if len(ahead) > left:
            found.stopped = Truncation.SIZE
            break
    await _finish(unit, query, found, moment)
    return found


async def _beyond(
    unit: Unit, query: ReachQuery, found: Found, through: Collection[str], moment: str
) -> Mapping[str, str | None]:
    """What is one step beyond the last level, and was not seen before."""
    ahead: dict[str, str | None] = {}
    for label, named in steps.by_label(found.hops[-1]).items():
        kinds = steps.kinds_at(label, through, query.direction)
        if not kinds:
            continue
        pattern, standing = steps.pattern(kinds, query.direction), steps.standing(kinds)
        large = _LARGE.format(label=label, pattern=pattern, standing=standing, bare=pattern.replace("[r:", "[:"))
        beyond = _BEYOND.format(label=label, pattern=pattern, standing=standing)
        for block in blocks(named):
            hubs = {uid: int(edges) for uid, edges in await unit.ask(large, uids=block, moment=moment, hub=query.hub)}
            found.hubs.update(hubs)
            closed = hubs if query.collapse and len(found.hops) > 1 else {}
            near = [uid for uid in block if uid not in closed]
            [[uids, kinds_]] = await unit.ask(beyond, uids=near, moment=moment)
            each = zip(uids, kinds_, strict=True)
            ahead.update((uid, kind or None) for uid, kind in each if uid not in found.kinds)
    return ahead


def _stopped(query: ReachQuery, found: Found, deadline: float) -> Truncation | None:
    """Why there may be no further level."""
    if len(found.hops) > query.budget.depth:
        return Truncation.DEPTH
    if len(found.kinds) >= query.budget.vertices:
        return Truncation.SIZE
    return Truncation.TIME if time.monotonic() > deadline else None


async def _finish(unit: Unit, query: ReachQuery, found: Found, moment: str) -> None:
    if found.stopped is not None:
        found.stopped_at = len(found.hops) - 1
    if query.collapse and (nearest := _nearest(found.hops[1:], found.hubs)):
        found.stopped = found.stopped or Truncation.HUB
        found.stopped_at = nearest if found.stopped_at is None else min(found.stopped_at, nearest)
    if found.stopped is None and await steps.erased_after(unit, moment):
        found.stopped = Truncation.ERASED


def _nearest(hops: Iterable[list[str]], hubs: Collection[str]) -> int | None:
    return next((hop for hop, uids in enumerate(hops, 1) if any(uid in hubs for uid in uids)), None)

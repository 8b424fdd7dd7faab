"""What reach must answer, by the plainest means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.records import EDGE_KINDS, Edge
from graph.store import Direction, ReachQuery, Truncation


@dataclass(frozen=True)
class Expected:
    """Vertices by hop; the last hop may hold more than the budget lets through."""

    hops: Sequence[frozenset[str]]
    truncated_by: Truncation | None
    truncated_at: int | None
    hubs: Sequence[tuple[str, int]]
    """All of them, with their edges: the largest first, then by uid."""
    following: Mapping[str, Sequence[str]]
    """Where edges lead from each vertex, once for each edge."""

    @property
    def cyclic_parts(self) -> list[frozenset[str]]:
        """Strongly connected parts with a cycle, by their least vertex."""
        reached = frozenset().union(*self.hops)
        beyond = {one: _beyond(one, self.following) for one in reached}
        on_cycles = (one for one in reached if one in beyond[one])
        parts = {frozenset(other for other in beyond[one] if one in beyond[other]) for one in on_cycles}
        return sorted(parts, key=min)


def expected(query: ReachQuery, edges: Sequence[Edge]) -> Expected:
    """`edges` are those that stand at the moment that is asked about."""
    following = following_of(query, edges)
    large = {one: len(ends) for one, ends in following.items() if len(ends) >= query.hub}
    closed = set(large) - set(query.start) if query.collapse else set()
    hops = [frozenset(query.start)]
    seen = set(query.start)
    stopped = None
    while stopped is None:
        nearest = frozenset(end for one in hops[-1] - closed for end in following.get(one, ())) - seen
        if not nearest:
            break
        if len(hops) > query.budget.depth:
            stopped = Truncation.DEPTH
        elif len(seen) >= query.budget.vertices:
            stopped = Truncation.SIZE
        else:
            hops.append(nearest)
            seen |= nearest
            if len(seen) > query.budget.vertices:
                stopped = Truncation.SIZE
    ends = [hop for hop, vertices in enumerate(hops) if vertices & closed]
    ends += [] if stopped is None else [len(hops) - 1]
    hubs = sorted(((one, large[one]) for one in seen & large.keys()), key=lambda hub: (-hub[1], hub[0]))
    reason = stopped or (Truncation.HUB if seen & closed else None)
    return Expected(hops, reason, min(ends, default=None), hubs, following)


def following_of(query: ReachQuery, edges: Sequence[Edge]) -> Mapping[str, Sequence[str]]:
    """Where the edges that the question follows lead from each vertex."""
    kinds = query.through or {name for name, kind in EDGE_KINDS.items() if kind.lineage}
    found: dict[str, list[str]] = {}
    for edge in edges:
        pair = (edge.start, edge.end) if query.direction is Direction.LINEAGE else (edge.end, edge.start)
        if edge.kind in kinds:
            found.setdefault(pair[0], []).append(pair[1])
    return found


def _beyond(start: str, following: Mapping[str, Sequence[str]]) -> set[str]:
    found: set[str] = set()
    ahead = list(following.get(start, ()))
    while ahead:
        one = ahead.pop()
        if one not in found:
            found.add(one)
            ahead.extend(following.get(one, ()))
    return found

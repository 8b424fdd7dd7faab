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
    cyclic: bool


def expected(query: ReachQuery, edges: Sequence[Edge]) -> Expected:
    """`edges` are those that stand at the moment that is asked about."""
    following = _following(query, edges)
    hops = [frozenset(query.start)]
    seen = set(query.start)
    while True:
        nearest = frozenset(end for one in hops[-1] for end in following.get(one, ())) - seen
        if not nearest:
            return Expected(hops, None, _cyclic(seen, following))
        if len(hops) > query.budget.depth:
            return Expected(hops, Truncation.DEPTH, False)
        if len(seen) >= query.budget.vertices:
            return Expected(hops, Truncation.SIZE, False)
        hops.append(nearest)
        seen |= nearest
        if len(seen) > query.budget.vertices:
            return Expected(hops, Truncation.SIZE, False)


def _following(query: ReachQuery, edges: Sequence[Edge]) -> Mapping[str, set[str]]:
    kinds = query.through or {name for name, kind in EDGE_KINDS.items() if kind.lineage}
    found: dict[str, set[str]] = {}
    for edge in edges:
        pair = (edge.start, edge.end) if query.direction is Direction.LINEAGE else (edge.end, edge.start)
        if edge.kind in kinds:
            found.setdefault(pair[0], set()).add(pair[1])
    return found


def _cyclic(seen: set[str], following: Mapping[str, set[str]]) -> bool:
    """Whether one of them leads back to itself."""

    def beyond(start: str) -> set[str]:
        found: set[str] = set()
        ahead = list(following.get(start, ()))
        while ahead:
            one = ahead.pop()
            if one not in found:
                found.add(one)
                ahead.extend(following.get(one, ()))
        return found

    return any(one in beyond(one) for one in seen)

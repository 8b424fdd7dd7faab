"""Compute by the plainest means what reach must answer."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.records import EDGE_KINDS, NEVER_AFTER, Edge
from graph.store import Direction, ReachQuery, Truncation

State = tuple[str, frozenset[str]]
"""A vertex, and the kinds of edges that are not followed from it, since of how it was reached."""
_FREE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Expected:
    """Vertices by hop; the last hop may hold more than the budget lets through."""

    hops: Sequence[frozenset[str]]
    truncated_by: Truncation | None
    truncated_at: int | None
    hubs: Sequence[tuple[str, int]]
    """All of them, with their edges: the largest first, then by uid."""
    followed: Mapping[str, frozenset[str]]
    """Ends of the followed edges of each reached vertex."""

    def follows(self, start: str, end: str, direction: Direction) -> bool:
        """Return whether an edge from the one to the other was followed."""
        near, far = (start, end) if direction is Direction.LINEAGE else (end, start)
        return far in self.followed.get(near, ())

    @property
    def cyclic_parts(self) -> list[frozenset[str]]:
        """Return the strongly connected parts with a cycle, by their least vertex."""
        reached = frozenset().union(*self.hops)
        beyond = {one: _beyond(one, self.followed) for one in reached}
        on_cycles = (one for one in reached if one in beyond[one])
        parts = {frozenset(other for other in beyond[one] if one in beyond[other]) for one in on_cycles}
        return sorted(parts, key=min)


def expected(query: ReachQuery, edges: Sequence[Edge]) -> Expected:
    """Return the expected answer, given the edges valid at the moment asked about."""
    walks = Walks(query.direction, query.through, edges)
    hops = [frozenset(query.start)]
    level = {(uid, _FREE) for uid in query.start}
    visited, seen, closed, stopped = set(level), set(query.start), [], None
    while stopped is None:
        if query.collapse and len(hops) > 1:
            hubs = {state for state in level if len(walks.ahead(state)) >= query.hub}
            closed += [len(hops) - 1] * bool(hubs)
            level -= hubs
        ahead = {state for one in level for state in walks.ahead(one)} - visited
        free = {uid for uid, barred in visited | ahead if not barred}
        level = {(uid, barred) for uid, barred in ahead if not barred or uid not in free}
        new = frozenset(uid for uid, _ in level) - seen
        if not level:
            break
        if len(hops) > query.budget.depth:
            stopped = Truncation.DEPTH
        elif new and len(seen) >= query.budget.vertices:
            stopped = Truncation.SIZE
        else:
            hops.append(new)
            seen |= new
            visited |= level
            if len(seen) > query.budget.vertices:
                stopped = Truncation.SIZE
    return Expected(
        hops,
        stopped or (Truncation.HUB if closed else None),
        min([*closed, *([] if stopped is None else [len(hops) - 1])], default=None),
        _large(walks, visited, query.hub),
        _followed(walks, visited),
    )


class Walks:
    """The walks over edges of these kinds that obey the rule of walks."""

    def __init__(self, direction: Direction, through: frozenset[str], edges: Sequence[Edge]) -> None:
        kinds = through or frozenset(name for name, kind in EDGE_KINDS.items() if kind.lineage)
        self._ahead: dict[str, list[tuple[str, str]]] = {}
        self._never_after: dict[str, frozenset[str]] = {}
        for first, second in NEVER_AFTER if direction is Direction.LINEAGE else {pair[::-1] for pair in NEVER_AFTER}:
            self._never_after[first] = self._never_after.get(first, _FREE) | kinds.intersection({second})
        for edge in edges:
            start, end = (edge.start, edge.end) if direction is Direction.LINEAGE else (edge.end, edge.start)
            if edge.kind in kinds:
                self._ahead.setdefault(start, []).append((edge.kind, end))

    def ahead(self, state: State) -> list[State]:
        """Return where each edge leads that may be followed."""
        uid, barred = state
        return [
            (end, self._never_after.get(kind, _FREE)) for kind, end in self._ahead.get(uid, ()) if kind not in barred
        ]

    def at_the_end_of(self, trail: Sequence[str]) -> set[State]:
        """Return how one may arrive along these vertices; nothing where one cannot go along them."""
        states = {(trail[0], _FREE)}
        for uid in trail[1:]:
            states = {state for one in states for state in self.ahead(one) if state[0] == uid}
        return states

    def along(self, trail: Sequence[str]) -> bool:
        """Return whether one can go along these vertices."""
        return bool(self.at_the_end_of(trail))


def _large(walks: Walks, visited: set[State], hub: int) -> list[tuple[str, int]]:
    found = Counter[str]()
    for state in visited:
        found[state[0]] = max(found[state[0]], len(walks.ahead(state)))
    return sorted(((uid, edges) for uid, edges in found.items() if edges >= hub), key=lambda each: (-each[1], each[0]))


def _followed(walks: Walks, visited: set[State]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for state in visited:
        found[state[0]] = found.get(state[0], _FREE) | {uid for uid, _ in walks.ahead(state)}
    return found


def _beyond(start: str, following: Mapping[str, frozenset[str]]) -> set[str]:
    found: set[str] = set()
    ahead = list(following.get(start, ()))
    while ahead:
        one = ahead.pop()
        if one not in found:
            found.add(one)
            ahead.extend(following.get(one, ()))
    return found

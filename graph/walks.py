"""Define the rule of walks: lines that came from a whole are not lines of its parts, so some edges never follow others.

`graph.records.NEVER_AFTER` states it. A search needs one bit for each vertex: true if it was reached narrowly, that is,
only by kinds of edges after which others are barred. From a vertex that is also reached in another way, all edges are
followed. tests/graph/test_walks.py proves that one bit is enough for all kinds.
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass

from graph.records import EDGE_KINDS, NEVER_AFTER, EdgeKind
from graph.store import Direction


@dataclass(frozen=True, slots=True)
class Rule:
    """The rule of walks for one direction and some kinds of edges; empty if these kinds cannot break it."""

    narrowing: frozenset[str]
    """Kinds by which a vertex is reached narrowly."""
    barred: frozenset[str]
    """Kinds that are not followed from a vertex that was reached narrowly alone."""


def rule(direction: Direction, through: Set[str], starts: Iterable[str]) -> Rule:
    """Return the rule for walks along the edges, or against them, that begin at vertices of these labels."""
    onward = NEVER_AFTER if direction is Direction.LINEAGE else {(second, first) for first, second in NEVER_AFTER}
    labels = _reachable(direction, through, starts)
    found = [
        (one, other)
        for one, other in onward
        if one in through and other in through and _near(EDGE_KINDS[one], direction) & labels
    ]
    return Rule(frozenset(one for one, _ in found), frozenset(other for _, other in found))


def _reachable(direction: Direction, through: Set[str], starts: Iterable[str]) -> frozenset[str]:
    """Return the labels of what a walk can come to."""
    found = frozenset(starts)
    followed = [EDGE_KINDS[kind] for kind in through]
    while beyond := frozenset().union(*(_far(kind, direction) for kind in followed if _near(kind, direction) & found)):
        if beyond <= found:
            break
        found |= beyond
    return found


def _near(kind: EdgeKind, direction: Direction) -> frozenset[str]:
    return kind.starts if direction is Direction.LINEAGE else kind.ends


def _far(kind: EdgeKind, direction: Direction) -> frozenset[str]:
    return kind.ends if direction is Direction.LINEAGE else kind.starts

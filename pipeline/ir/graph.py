"""Graph algorithms over plain adjacency: the one place for reachability and order."""

from collections import deque
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


def reachable(starts: Iterable[Node], edges: Mapping[Node, Sequence[Node]]) -> set[Node]:
    """Every node that can be reached from the starts, they themselves included."""
    seen = set(starts)
    waiting = deque(seen)
    while waiting:
        for after in edges.get(waiting.popleft(), ()):
            if after not in seen:
                seen.add(after)
                waiting.append(after)
    return seen


def components(edges: Mapping[Node, Iterable[Node]]) -> dict[Node, int]:
    """The strongly connected part of each node, by number: two lie on one cycle if theirs are equal (Kosaraju)."""
    against: dict[Node, list[Node]] = {}
    for node, following in edges.items():
        for after in following:
            against.setdefault(after, []).append(node)
    parts: dict[Node, int] = {}
    for number, root in enumerate(reversed(_finished({*edges, *against}, edges))):
        waiting = [] if root in parts else [root]
        while waiting:
            node = waiting.pop()
            if node not in parts:
                parts[node] = number
                waiting.extend(against.get(node, ()))
    return parts


def _finished(nodes: Iterable[Node], edges: Mapping[Node, Iterable[Node]]) -> list[Node]:
    """Depth first, each node after all that it leads to, but for those that lead back."""
    seen: set[Node] = set()
    order: list[Node] = []
    for root in nodes:
        trail = [] if root in seen else [(root, iter(edges.get(root, ())))]
        seen.add(root)
        while trail:
            after = next((each for each in trail[-1][1] if each not in seen), None)
            if after is None:
                order.append(trail.pop()[0])
            else:
                seen.add(after)
                trail.append((after, iter(edges.get(after, ()))))
    return order

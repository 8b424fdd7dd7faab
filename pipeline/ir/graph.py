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

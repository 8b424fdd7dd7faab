"""Find reachable nodes and strongly connected components of a graph given by adjacency."""

from collections import deque
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from itertools import chain
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


def reachable(starts: Iterable[Node], edges: Mapping[Node, Sequence[Node]]) -> set[Node]:
    """Return every node that can be reached from the starts, they themselves included."""
    seen = set(starts)
    waiting = deque(seen)
    while waiting:
        for after in edges.get(waiting.popleft(), ()):
            if after not in seen:
                seen.add(after)
                waiting.append(after)
    return seen


def components(edges: Mapping[Node, Collection[Node]]) -> dict[Node, int]:
    """Number the strongly connected parts: two nodes lie on one cycle if their numbers are equal."""
    nodes = list(dict.fromkeys(chain(edges, chain.from_iterable(edges.values()))))
    if not any(edges.values()):
        return {node: number for number, node in enumerate(nodes)}
    import rustworkx  # few documents need it, and every command would pay for it

    places = {node: place for place, node in enumerate(nodes)}
    graph: rustworkx.PyDiGraph[Node, None] = rustworkx.PyDiGraph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from_no_data([(places[node], places[after]) for node in edges for after in edges[node]])
    parts = rustworkx.strongly_connected_components(graph)
    return {nodes[place]: number for number, part in enumerate(parts) for place in part}

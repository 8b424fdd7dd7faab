"""Find the cycles of a graph, given its edges as any backend read them."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

import rustworkx

Vertex = TypeVar("Vertex", int, str)
Part = Mapping[Vertex, Sequence[Vertex]]
"""A strongly connected part that has a cycle: each of its vertices with those of it that an edge leads to."""


def cyclic_parts(edges: Iterable[tuple[Vertex, Vertex]]) -> list[Part[Vertex]]:
    """Return every strongly connected part with a cycle, if only of one vertex with itself."""
    places: dict[Vertex, int] = {}
    pairs = [(places.setdefault(start, len(places)), places.setdefault(end, len(places))) for start, end in edges]
    graph: rustworkx.PyDiGraph[None, None] = rustworkx.PyDiGraph()
    graph.extend_from_edge_list(pairs)
    vertices = list(places)
    loops = {start for start, end in pairs if start == end}
    parts = rustworkx.strongly_connected_components(graph)
    return [_within(graph, part, vertices) for part in parts if len(part) > 1 or part[0] in loops]


def witnesses(parts: Iterable[Part[str]], most: int) -> list[tuple[str, ...]]:
    """Return a shortest cycle through the least vertex of each part, from there, ordered by it; at most so many."""
    least = sorted(((min(part), part) for part in parts), key=lambda each: each[0])
    return [_shortest(part, start) for start, part in least[:most]]


def _within(graph: "rustworkx.PyDiGraph[None, None]", part: Iterable[int], vertices: Sequence[Vertex]) -> Part[Vertex]:
    members = set(part)
    return {vertices[at]: [vertices[to] for to in graph.successor_indices(at) if to in members] for at in members}


def _shortest(part: Part[str], start: str) -> tuple[str, ...]:
    """Search breadth first from the start back to it. Of several shortest cycles, return that of the least vertices."""
    # rustworkx promises no order among equally short ways, and a witness must be the same on both backends
    before: dict[str, str] = {}
    queue = deque([start])
    while queue:
        vertex = queue.popleft()
        for end in sorted(part[vertex]):
            if end == start:
                return (start, *_trail(before, vertex, start))
            if end not in before:
                before[end] = vertex
                queue.append(end)
    raise ValueError(f"{start} lies on no cycle")


def _trail(before: Mapping[str, str], vertex: str, start: str) -> Iterator[str]:
    trail = []
    while vertex != start:
        trail.append(vertex)
        vertex = before[vertex]
    return reversed(trail)

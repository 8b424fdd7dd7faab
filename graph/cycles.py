"""Cycles of a graph that is given by its edges: what any store can use once it knows the edges in question."""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

Vertex = TypeVar("Vertex", int, str)
Part = Mapping[Vertex, Sequence[Vertex]]
"""A strongly connected part that has a cycle: each of its vertices with those of it that an edge leads to."""


def cyclic_parts(edges: Iterable[tuple[Vertex, Vertex]]) -> list[Part[Vertex]]:
    """Every strongly connected part with a cycle, if only of one vertex with itself."""
    following = _core(edges)
    part_of = {vertex: number for number, part in enumerate(_components(following)) for vertex in part}
    parts: dict[int, dict[Vertex, list[Vertex]]] = defaultdict(dict)
    for start, ends in following.items():
        number = part_of[start]
        within = [end for end in ends if part_of.get(end) == number]
        if within:
            parts[number][start] = within
    return list(parts.values())


def witnesses(parts: Iterable[Part[str]], most: int) -> list[tuple[str, ...]]:
    """For each part a shortest cycle through its least vertex, from there; the first of these by their beginnings."""
    least = sorted(((min(part), part) for part in parts), key=lambda each: each[0])
    return [_shortest(part, start) for start, part in least[:most]]


def _core(edges: Iterable[tuple[Vertex, Vertex]]) -> dict[Vertex, list[Vertex]]:
    """What is left after taking away, again and again, what nothing leads to: most graphs have nothing then."""
    following: dict[Vertex, list[Vertex]] = defaultdict(list)
    leading: dict[Vertex, int] = defaultdict(int)
    for start, end in edges:
        following[start].append(end)
        leading[end] += 1
    free = [vertex for vertex in following if vertex not in leading]
    while free:
        for end in following.pop(free.pop(), ()):
            leading[end] -= 1
            if not leading[end]:
                free.append(end)
    return dict(following)


def _components(following: Mapping[Vertex, Sequence[Vertex]]) -> Iterator[list[Vertex]]:
    """Strongly connected parts (Tarjan 1972), without recursion, so that no depth is too deep."""
    found: dict[Vertex, int] = {}
    low: dict[Vertex, int] = {}
    open_: list[Vertex] = []
    closed: set[Vertex] = set()
    for root in following:
        if root in found:
            continue
        trail = [(root, iter(following[root]))]
        found[root] = low[root] = len(found)
        open_.append(root)
        while trail:
            vertex, ends = trail[-1]
            for end in ends:
                if end not in found:
                    found[end] = low[end] = len(found)
                    open_.append(end)
                    trail.append((end, iter(following.get(end, ()))))
                    break
                if end not in closed:
                    low[vertex] = min(low[vertex], found[end])
            else:
                trail.pop()
                if trail:
                    low[trail[-1][0]] = min(low[trail[-1][0]], low[vertex])
                if low[vertex] == found[vertex]:
                    part = open_[_place(open_, vertex) :]
                    del open_[-len(part) :]
                    closed.update(part)
                    yield part


def _place(open_: Sequence[Vertex], vertex: Vertex) -> int:
    """Where it stands, looked for from the end."""
    place = len(open_) - 1
    while open_[place] != vertex:
        place -= 1
    return place


def _shortest(part: Part[str], start: str) -> tuple[str, ...]:
    """Breadth first from the start back to it; where several ways are as short, by the least vertices."""
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

"""Find simple paths through a small graph, shortest first, for every store that has read the edges.

The set of all paths is split repeatedly into the shortest one and the sets of those that leave it at its first, second,
third … vertex (Yen 1971, Lawler 1972). These sets do not overlap, so no path is found twice, and only the shortest path
of each is computed: a graph with 2³⁰ paths yields its first ten at once.
"""

import itertools
from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Final, Protocol

from graph.records import group_of, label_of
from graph.store import Direction, Link, Path, PathMode, PathQuery, Paths, Row, Truncation

Pair = tuple[str, str]
"""The ends of an edge, as it is stored."""
Trail = tuple[str, ...]
"""The vertices of a path, in order."""
MOST_EDGES: Final = 100_000  # a second of Python

_NO_TRAIL: Final[Trail] = ()
_NARROW: Final = "\0"  # no uid has it


@dataclass(frozen=True, slots=True)
class Found:
    """The first paths, ordered by length, then by vertices."""

    trails: tuple[Trail, ...]
    exhausted: bool
    """True if there are no other paths up to the given length."""
    longer: bool
    """True if there may be longer paths; known only if exhausted."""
    late: bool
    """True if the time ran out."""


class Between(Protocol):
    """The edges, as they are stored, of all paths of at most `longest` of them."""

    longest: int
    stopped: Truncation | None
    """Reason why there may be longer paths."""
    edges: list[Pair]
    first: set[Pair]
    """Pairs whose kinds all belong to the first side of the rule of walks (graph/walks.py)."""
    second: set[Pair]
    """Pairs whose kinds all belong to the second side."""


class Maze:
    """Edges, with the vertices at which paths begin and end.

    A path has a start only as its first vertex and an end only as its last, and follows no barred edge after a
    narrowing one. It has a vertex twice only if it must: if it reaches the vertex narrowly, and follows a barred edge
    from it after it has reached the vertex in another way.
    """

    def __init__(
        self,
        edges: Iterable[Pair],
        starts: Collection[str],
        ends: Collection[str],
        longest: int,
        narrowing: Collection[Pair] = (),
        barred: Collection[Pair] = (),
    ) -> None:
        self._starts = sorted(set(starts))
        self._longest = longest
        self._following: dict[str, set[str]] = defaultdict(set)
        self._ends = {*ends, *map(narrow, ends)}
        for start, end in edges:
            if start not in self._ends and end not in starts:
                self._following[start].add(narrow(end) if (start, end) in narrowing else end)
        # what is reached narrowly is a second vertex, from which less can be followed
        self._narrow = {narrow(end) for _, end in narrowing}
        for end in self._narrow:
            onward = self._following.get(plain(end), ())
            self._following[end] = {one for one in onward if (plain(end), plain(one)) not in barred}
        self._ahead = self._distances()
        self.longer = False
        """True if a search met a vertex from which the way to an end is too long."""

    def shortest(self, prefix: Trail, excluded: frozenset[str]) -> Trail | None:
        """Return the first path by (length, vertices) that continues the prefix with none of the excluded vertices."""
        queue: list[tuple[int, Trail]] = []
        closed = set(prefix)
        self._push(queue, prefix, excluded | closed)
        while queue:
            _, trail = heappop(queue)
            if trail[-1] in closed:
                continue
            if trail[-1] in self._ends:
                return trail
            closed.add(trail[-1])
            self._push(queue, trail, closed)
        return None

    def _push(self, queue: list[tuple[int, Trail]], trail: Trail, closed: Collection[str]) -> None:
        """Add every way on, by the least length that the whole path can have."""
        before = trail[-1] + _NARROW if trail else ""
        reached_twice = before in self._narrow and before in trail
        without_need = self._following[before] if reached_twice else ()
        for vertex in self._following.get(trail[-1], ()) if trail else self._starts:
            if vertex in closed or vertex not in self._ahead or vertex in without_need:
                continue
            if vertex in self._narrow and plain(vertex) in trail:
                continue
            length = len(trail) + self._ahead[vertex]
            if length > self._longest:
                self.longer = True
            else:
                heappush(queue, (length, (*trail, vertex)))

    def _distances(self) -> dict[str, int]:
        """Return the distance from each vertex to the nearest end."""
        leading: dict[str, list[str]] = defaultdict(list)
        for start, following in self._following.items():
            for end in following:
                leading[end].append(start)
        found = dict.fromkeys(self._ends, 0)
        queue = deque(self._ends)
        while queue:
            end = queue.popleft()
            for start in leading.pop(end, ()):
                if start not in found:
                    found[start] = found[end] + 1
                    queue.append(start)
        return found


def narrow(vertex: str) -> str:
    """Return a name for a vertex that was reached narrowly; it sorts as the vertex does."""
    return vertex if vertex[-1:] == _NARROW else vertex + _NARROW


def plain(vertex: str) -> str:
    """Return the vertex, however it was reached."""
    return vertex.removesuffix(_NARROW)


def crossing(between: Between) -> set[str]:
    """Return the elements on edges from one version to another: by these alone may a path enter the past."""
    found: set[str] = set()
    for pair in between.edges:
        if all(label_of(uid) == "Element" for uid in pair) and group_of(pair[0]) != group_of(pair[1]):
            found.update(pair)
    return found


def leave_out(between: Between, past: Collection[str]) -> None:
    """Remove the edges from and to these vertices."""
    between.edges = [pair for pair in between.edges if pair[0] not in past and pair[1] not in past]


def fit(between: Between, lengths: Sequence[int]) -> None:
    """Leave out the longest paths if there are too many edges; all shorter ones remain.

    The edges are ordered by these lengths: for each, the length of the shortest path that contains it.
    """
    if len(lengths) > MOST_EDGES:
        between.stopped = Truncation.SIZE
        between.longest = max(lengths[MOST_EDGES] - 1, lengths[0])
        del between.edges[MOST_EDGES:]


def searched(between: Between, query: PathQuery, late: Callable[[], bool]) -> Found:
    """Return the paths that were asked for, as far as they lie between."""
    sides: tuple[Iterable[Pair], set[Pair], set[Pair]] = (between.edges, between.first, between.second)
    if query.direction is Direction.IMPACT:
        sides = (_turned(between.edges), _turned(between.second), _turned(between.first))
    edges, narrowing, barred = sides
    wanted = 1 if query.mode is PathMode.SHORTEST else query.first
    return find(Maze(edges, query.start, query.end, between.longest, narrowing, barred), wanted, late)


def _turned(pairs: Iterable[Pair]) -> set[Pair]:
    return {(end, start) for start, end in pairs}


def stored(query: PathQuery, trail: Trail) -> list[Pair]:
    """Return the edges of a trail, as they are stored."""
    back = query.direction is Direction.IMPACT
    return [(end, start) if back else (start, end) for start, end in itertools.pairwise(trail)]


def shown(
    query: PathQuery, trails: Iterable[Trail], vertices: Mapping[str, Row], links: Mapping[Pair, Sequence[Link]]
) -> list[Path]:
    """Return the trails with their vertices and edges."""
    return [Path([vertices[uid] for uid in trail], [links[pair] for pair in stored(query, trail)]) for trail in trails]


def answered(query: PathQuery, as_of: str, between: Between, found: Found, paths: Sequence[Path]) -> Paths:
    """Return these paths, and whether they are all."""
    nearest = query.mode is PathMode.SHORTEST
    unsaid = between.stopped or (Truncation.DEPTH if found.longer else None)
    # the shortest alone were looked at: of others nothing is known
    all_of_them = found.exhausted and unsaid is None and not (nearest and paths)
    enough = {PathMode.SHORTEST: bool(paths), PathMode.K_SHORTEST: len(paths) == query.first}
    complete = all_of_them or enough.get(query.mode, False)
    cut = Truncation.TIME if found.late else unsaid if found.exhausted else Truncation.SIZE
    return Paths(
        paths=paths,
        complete=complete,
        truncated_by=None if complete else cut,
        total=len(paths) if all_of_them else None,
        as_of=as_of,
    )


def find(maze: Maze, wanted: int, late: Callable[[], bool]) -> Found:
    """Find the first paths by (length, vertices), and look one beyond them."""
    trails: list[Trail] = []
    for trail in _by_length(maze, late):
        if trail is None:
            return Found(tuple(trails), exhausted=False, longer=False, late=True)
        if len(trails) == wanted:
            return Found(tuple(trails), exhausted=False, longer=False, late=False)
        trails.append(tuple(map(plain, trail)))
    return Found(tuple(trails), exhausted=True, longer=maze.longer, late=False)


def _by_length(maze: Maze, late: Callable[[], bool]) -> Iterator[Trail | None]:
    """Yield all paths by (length, vertices); None where time has run out."""
    queue: list[tuple[int, Trail, int, frozenset[str]]] = []
    _offer(queue, maze, _NO_TRAIL, frozenset())
    while queue:
        _, trail, place, excluded = heappop(queue)
        yield trail
        for at in range(place, len(trail)):
            if late():
                yield None
                return
            left = excluded if at == place else frozenset()
            _offer(queue, maze, trail[:at], left | {trail[at]})


def _offer(
    queue: list[tuple[int, Trail, int, frozenset[str]]], maze: Maze, prefix: Trail, excluded: frozenset[str]
) -> None:
    trail = maze.shortest(prefix, excluded)
    if trail is not None:
        heappush(queue, (len(trail), trail, len(prefix), excluded))

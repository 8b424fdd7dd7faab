"""Simple paths against all permutations: the same ones, in the same order, and nothing claimed that is not so."""

import itertools
import time
from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.paths import Found, Maze, Pair, Trail, find
from tests.fixtures.laws import examples

_VERTICES = "abcdefg"
_VERTEX = st.sampled_from(_VERTICES)
_EDGES = st.lists(st.tuples(_VERTEX, _VERTEX), max_size=22)
_ENDS = st.sets(_VERTEX, min_size=1, max_size=3)


def never() -> bool:
    return False


def every(edges: set[tuple[str, str]], starts: set[str], ends: set[str]) -> Iterator[Trail]:
    """Yield all paths ordered by length, then vertices, by exhaustive search."""
    for length in range(1, len(_VERTICES) + 1):
        for trail in itertools.permutations(_VERTICES, length):
            whole = trail[0] in starts and trail[-1] in ends
            inner = starts.isdisjoint(trail[1:]) and ends.isdisjoint(trail[:-1])
            if whole and inner and all(pair in edges for pair in itertools.pairwise(trail)):
                yield trail


@settings(max_examples=examples(300), deadline=None)
@given(edges=_EDGES, starts=_ENDS, ends=_ENDS, longest=st.integers(0, 7), wanted=st.integers(1, 12))
def test_the_first_of_all_there_are(
    edges: list[tuple[str, str]], starts: set[str], ends: set[str], longest: int, wanted: int
) -> None:
    found = find(Maze(edges, starts, ends, longest), wanted, never)
    everything = list(every(set(edges), starts, ends))
    short = [trail for trail in everything if len(trail) - 1 <= longest]
    assert list(found.trails) == short[:wanted]
    assert found.exhausted == (len(short) <= wanted)
    assert not found.late
    if found.exhausted and not found.longer:
        assert everything == short


def every_under_the_rule(
    edges: set[tuple[str, str]], starts: set[str], ends: set[str], narrowing: set[Pair], barred: set[Pair]
) -> list[Trail]:
    """Return all paths under the rule of walks, ordered by length, then vertices, by exhaustive search.

    A vertex may occur twice only where it has to.
    """

    def may_leave(trail: Trail, at: int, end: str) -> bool:
        return at == 0 or (trail[at - 1], trail[at]) not in narrowing or (trail[at], end) not in barred

    def beyond(trail: Trail) -> Iterator[Trail]:
        if trail[-1] in ends:
            yield trail
            return
        onward = {end for end in _VERTICES if (trail[-1], end) in edges} - starts
        for end in (each for each in onward if may_leave(trail, len(trail) - 1, each) and trail.count(each) < 2):
            # where the same vertex came before, it must have been impossible to leave it so
            if not any(each == trail[-1] and may_leave(trail, at, end) for at, each in enumerate(trail[:-1])):
                yield from beyond((*trail, end))

    found = [trail for start in starts for trail in beyond((start,))]
    return sorted(found, key=lambda trail: (len(trail), trail))


@settings(max_examples=examples(400), deadline=None)
@given(
    sides=st.dictionaries(st.tuples(_VERTEX, _VERTEX), st.sampled_from("nbf"), max_size=16),
    starts=_ENDS,
    ends=_ENDS,
    longest=st.integers(0, 9) | st.just(30),
    wanted=st.integers(1, 12) | st.just(10_000),
)
def test_the_first_of_all_that_the_rule_of_walks_allows(
    sides: dict[Pair, str], starts: set[str], ends: set[str], longest: int, wanted: int
) -> None:
    narrowing, barred = ({pair for pair, side in sides.items() if side == name} for name in "nb")
    found = find(Maze(sides, starts, ends, longest, narrowing, barred), wanted, never)
    everything = every_under_the_rule(set(sides), starts, ends, narrowing, barred)
    short = [trail for trail in everything if len(trail) - 1 <= longest]
    assert list(found.trails) == short[:wanted]
    assert found.exhausted == (len(short) <= wanted)
    if found.exhausted and not found.longer:
        assert everything == short


@settings(max_examples=examples(200), deadline=None)
@given(pairs=_EDGES, longest=st.integers(0, 7))
def test_longer_ones_are_not_feared_where_nothing_leads_back(pairs: list[tuple[str, str]], longest: int) -> None:
    edges = {(start, end) for start, end in pairs if start < end}
    found = find(Maze(edges, {"a"}, {"g"}, longest), 10_000, never)
    assert found.exhausted
    assert found.longer == any(len(trail) - 1 > longest for trail in every(edges, {"a"}, {"g"}))


def ladder(rungs: int) -> list[tuple[str, str]]:
    """Make diamonds one after the other: each doubles the number of paths."""
    sides = [(f"{n:03}", f"{n:03}{side}", f"{n + 1:03}") for n in range(rungs) for side in "lr"]
    return [edge for start, side, end in sides for edge in ((start, side), (side, end))]


def test_a_ladder_of_thirty_diamonds_gives_its_first_paths_at_once() -> None:
    begun = time.perf_counter()
    found = find(Maze(ladder(30), {"000"}, {"030"}, 60), 10, never)
    assert time.perf_counter() - begun < 20
    assert (len(found.trails), len(set(found.trails)), found.exhausted) == (10, 10, False)
    assert {len(trail) for trail in found.trails} == {61}


def test_dense_cycles_do_not_trap_it() -> None:
    """Test a graph whose vertices all lead to each other, and only one to the end: searching forwards alone fails."""
    crowd = [f"{n:02}" for n in range(60)]
    edges = [*itertools.permutations(crowd, 2), ("59", "end")]
    begun = time.perf_counter()
    found = find(Maze(edges, {"00"}, {"end"}, 50), 20, never)
    assert time.perf_counter() - begun < 30
    assert found.trails[0] == ("00", "59", "end")
    assert [len(trail) for trail in found.trails] == [3] + [4] * 19


def test_it_stops_when_time_runs_out() -> None:
    looks = itertools.count()
    found = find(Maze(ladder(20), {"000"}, {"020"}, 40), 1000, lambda: next(looks) > 100)
    assert found.late
    assert not found.exhausted
    assert 1 <= len(found.trails) < 1000


def test_from_a_thing_to_itself_there_is_one_path_of_no_length() -> None:
    maze = Maze([("a", "b"), ("b", "a"), ("a", "a")], {"a"}, {"a"}, 5)
    assert find(maze, 10, never) == Found((("a",),), exhausted=True, longer=False, late=False)

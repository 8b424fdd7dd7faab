"""Test cycles against a plain search of small graphs, and with depths that break recursion."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from graph.cycles import cyclic_parts, witnesses

_names = st.integers(0, 9).map("n{}".format)
_graphs = st.lists(st.tuples(_names, _names), max_size=30)


def _distances(edges: list[tuple[str, str]], start: str) -> dict[str, int]:
    """Return the length of the shortest walk of at least one edge to each vertex."""
    found: dict[str, int] = {}
    nearest = {end for one, end in edges if one == start}
    while nearest:
        found |= dict.fromkeys(nearest, max(found.values(), default=0) + 1)
        nearest = {end for one, end in edges if one in nearest} - found.keys()
    return found


@given(_graphs)
def test_parts_are_those_that_are_strongly_connected(edges: list[tuple[str, str]]) -> None:
    beyond = {start: _distances(edges, start) for start, _ in edges}
    cyclic = {frozenset(end for end in ends if start in beyond.get(end, ())) for start, ends in beyond.items()} - {
        frozenset()
    }
    found = cyclic_parts(edges)
    assert sorted(map(sorted, found)) == sorted(map(sorted, cyclic))
    for part in found:
        within = {(start, end) for start, end in edges if start in part and end in part}
        assert {(start, end) for start, ends in part.items() for end in ends} == within


@given(_graphs, st.integers(0, 4))
def test_a_witness_is_a_shortest_cycle_through_the_least_of_its_part(edges: list[tuple[str, str]], most: int) -> None:
    parts = cyclic_parts(edges)
    found = witnesses(parts, most)
    assert found == witnesses(cyclic_parts(sorted(edges, reverse=True)), most)
    assert [cycle[0] for cycle in found] == sorted(map(min, parts))[:most]
    for cycle in found:
        assert len(set(cycle)) == len(cycle) == _distances(edges, cycle[0])[cycle[0]]
        assert set(itertools.pairwise((*cycle, cycle[0]))) <= set(edges)


def test_no_depth_is_too_deep() -> None:
    size = 100_000
    ring = [(number, (number + 1) % size) for number in range(size)]
    (part,) = cyclic_parts([*ring, (0, size), (size + 1, 0)])
    assert part.keys() == set(range(size))

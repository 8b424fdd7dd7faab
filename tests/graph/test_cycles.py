"""Cycles: compared with rustworkx over any small graph, and deep enough to break recursion."""

import itertools

import rustworkx
from hypothesis import given
from hypothesis import strategies as st

from graph.cycles import cyclic_parts, witnesses

_names = st.integers(0, 9).map("n{}".format)
_graphs = st.lists(st.tuples(_names, _names), max_size=30)


@given(_graphs)
def test_parts_are_those_that_are_strongly_connected(edges: list[tuple[str, str]]) -> None:
    graph = rustworkx.PyDiGraph()
    names = sorted({name for edge in edges for name in edge})
    places = dict(zip(names, graph.add_nodes_from(names), strict=True))
    graph.add_edges_from_no_data([(places[start], places[end]) for start, end in edges])
    connected = [{names[place] for place in part} for part in rustworkx.strongly_connected_components(graph)]
    cyclic = [part for part in connected if len(part) > 1 or any((name, name) in edges for name in part)]
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
        assert len(set(cycle)) == len(cycle)
        assert set(itertools.pairwise((*cycle, cycle[0]))) <= set(edges)
        graph = rustworkx.PyDiGraph()
        places = {name: graph.add_node(name) for name in sorted({name for edge in edges for name in edge})}
        graph.add_edges_from_no_data([(places[start], places[end]) for start, end in edges])
        ways = rustworkx.digraph_dijkstra_shortest_path_lengths(graph, places[cycle[0]], lambda _: 1.0)
        back = [ways[places[start]] for start, end in edges if end == cycle[0] and places[start] in ways]
        nearest = 0 if (cycle[0], cycle[0]) in edges else min(back)
        assert len(cycle) == nearest + 1


def test_no_depth_is_too_deep() -> None:
    size = 100_000
    ring = [(number, (number + 1) % size) for number in range(size)]
    (part,) = cyclic_parts([*ring, (0, size), (size + 1, 0)])
    assert part.keys() == set(range(size))

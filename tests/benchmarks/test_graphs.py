"""Test the shapes and the reach of the generated graphs."""

from collections import Counter, defaultdict

import pytest

from benchmarks import graphs
from benchmarks.graphs import Graph, Question

SMALL = ["layered", "wide", "deep", "ladder", "hub", "10k", "trees"]


def hops(graph: Graph, question: Question) -> Counter[int]:
    """Count the vertices at each hop."""
    following = defaultdict(list)
    for source, target in graph.edges():
        following[source].append(target)
    found, frontier = {question.start: 0}, [question.start]
    for hop in range(1, question.depth + 1):
        frontier = [each for one in frontier for each in following[one] if found.setdefault(each, hop) == hop]
        frontier = list(dict.fromkeys(frontier))
    return Counter(found.values())


@pytest.mark.parametrize("name", SMALL)
def test_edges_are_unique_and_between_vertices(name):
    graph = graphs.ALL[name]()
    edges = [*graph.edges()]
    assert len(set(edges)) == len(edges)
    assert all(source != target for source, target in edges)
    assert {vertex for edge in edges for vertex in edge} <= set(range(graph.size))


@pytest.mark.parametrize("name", SMALL)
def test_a_graph_is_made_the_same_each_time(name):
    assert [*graphs.ALL[name]().edges()] == [*graphs.ALL[name]().edges()]


def test_layered_has_20_000_vertices_and_60_000_edges_and_is_470_deep():
    graph = graphs.layered()
    assert graph.size == 20_000
    assert len(graph.sources) == pytest.approx(60_000, rel=0.01)
    found = hops(graph, *graph.questions)
    assert max(found) == 470
    assert found.total() > 18_000


@pytest.mark.parametrize(("depth", "width"), [(12, 600), (24, 120)])
def test_stacked_reaches_each_layer_in_full(depth, width):
    graph = graphs.stacked(depth, width)
    assert hops(graph, *graph.questions) == {0: 1, **dict.fromkeys(range(1, depth + 1), width)}


def test_the_ladder_reaches_two_more_in_every_other_hop():
    graph = graphs.ladder()
    found = hops(graph, *graph.questions)
    assert found == {hop: 1 + hop % 2 for hop in range(61)}


def test_the_hub_reaches_its_spokes_at_once():
    graph = graphs.hub()
    assert hops(graph, *graph.questions) == {0: 1, 1: 1, 2: 10_000, 3: 1}
    assert Counter(graph.sources).most_common(1) == [(1, 10_000)]


def test_a_thousand_models_are_1_5_million_vertices_and_1_2_million_edges():
    graph = graphs.COMPARED["models"]()
    assert graph.size == 1_500_000
    assert len(graph.sources) == pytest.approx(1_200_000, rel=0.001)
    assert len({graph.label_of(vertex) for vertex in range(graphs.MODEL)}) == 4


def test_ever_more_models_reach_the_same():
    small, large = (graphs.models(count) for count in (3, 12))
    found = hops(small, *small.questions)
    assert found == hops(large, *large.questions)
    assert max(found) == 10
    assert 500 < found.total() < 1_000


def test_trees_reach_what_they_are_called():
    graph = graphs.trees()
    assert [hops(graph, question).total() for question in graph.questions] == [*graphs.TREES]

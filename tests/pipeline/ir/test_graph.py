"""Test algorithms on adjacency."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.ir.graph import components, reachable

EDGES = st.dictionaries(st.integers(0, 9), st.lists(st.integers(0, 9), max_size=4))


def test_reachable():
    edges = {"a": ["b"], "b": ["c", "a"], "d": ["a"]}
    assert reachable(["a"], edges) == {"a", "b", "c"}
    assert reachable(["d", "z"], edges) == {"a", "b", "c", "d", "z"}
    assert reachable([], edges) == set()


@given(st.lists(st.integers(0, 9)), EDGES)
def test_what_is_reachable_is_closed_and_no_larger_than_needed(starts, edges):
    found = reachable(starts, edges)
    assert set(starts) <= found
    assert all(set(edges.get(node, ())) <= found for node in found)
    assert found <= set(starts) | {after for node in found for after in edges.get(node, ())}


def test_a_long_chain_is_no_recursion():
    assert len(reachable([0], {node: [node + 1] for node in range(50_000)})) == 50_001


@given(EDGES)
def test_two_nodes_have_one_number_if_each_reaches_the_other(edges):
    parts = components(edges)
    assert parts.keys() == {*edges}.union(*edges.values())
    for one in parts:
        for other in parts:
            together = other in reachable([one], edges) and one in reachable([other], edges)
            assert (parts[one] == parts[other]) == together

"""Test that generated graphs become vertices and edges that the store accepts."""

from benchmarks import graphs, records
from graph.records import EDGE_KINDS, label_of


def test_a_batch_holds_the_graph_under_real_labels_and_kinds():
    graph = graphs.models(3)
    batch = records.batch(graph)
    assert [vertex.uid for vertex in batch.vertices] == [records.uid(graph, vertex) for vertex in range(graph.size)]
    assert all(label_of(vertex.uid) == vertex.label for vertex in batch.vertices)
    assert len({(edge.start, edge.end) for edge in batch.edges}) == len(graph.sources)
    for edge in batch.edges:
        kind = EDGE_KINDS[edge.kind]
        assert kind.lineage
        assert (label_of(edge.start) in kind.starts, label_of(edge.end) in kind.ends) == (True, True)

from benchmarks import graphs, stored
from graph.records import EDGE_KINDS, label_of


def test_batches_hold_the_graph_under_real_labels_and_kinds():
    graph = graphs.models(3)
    [batch] = stored.batches(graph)
    assert [vertex.uid for vertex in batch.vertices] == [stored.uid(graph, vertex) for vertex in range(graph.size)]
    assert all(label_of(vertex.uid) == vertex.label for vertex in batch.vertices)
    assert len({(edge.start, edge.end) for edge in batch.edges}) == len(graph.sources)
    for edge in batch.edges:
        kind = EDGE_KINDS[edge.kind]
        assert kind.lineage
        assert (label_of(edge.start) in kind.starts, label_of(edge.end) in kind.ends) == (True, True)


def test_an_edge_comes_with_the_later_of_its_ends(monkeypatch):
    monkeypatch.setattr(stored, "_BATCH", 1_000)
    known, edges = set[str](), 0
    for batch in stored.batches(graphs.models(3)):
        known |= {vertex.uid for vertex in batch.vertices}
        edges += len(batch.edges)
        assert known.issuperset(uid for edge in batch.edges for uid in (edge.start, edge.end))
    assert edges == len(graphs.models(3).sources)

"""Test that GraphML fits its schema, and reads back whole."""

import re
from collections.abc import Callable

from hypothesis import given
from lxml import etree

from resolvers.export.exported import Exported
from resolvers.export.graphml import write
from tests.resolvers.export.reaches import reaches

_IN = "{http://graphml.graphdrawing.org/xmlns}"
_NMTOKEN = re.compile(r"[-._:A-Za-z0-9]+")
_TYPES: dict[str, Callable[[str], object]] = {
    "boolean": {"true": True, "false": False}.__getitem__,
    "int": int,
    "string": str,
}


def data(of: etree._Element, keys: dict[str, etree._Element]) -> dict[str, object]:
    """Return the data of a node or edge by name, converted to its stated type."""
    found: dict[str, object] = {}
    for each in of.findall(f"{_IN}data"):
        key = keys[each.get("key", "")]
        assert of.tag == _IN + key.get("for", "")
        found[key.get("attr.name", "")] = _TYPES[key.get("attr.type", "")](each.text or "")
    assert len(found) == len(of.findall(f"{_IN}data"))
    return found


def legal(text: str) -> str:
    """Return the text as XML can hold it and a parser returns it."""
    return re.sub("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "\ufffd", text)


@given(reaches())
def test_everything_is_there(exported: Exported):
    root = etree.fromstring(write(exported))
    keys = {key.get("id", ""): key for key in root.findall(f"{_IN}key")}
    assert [child.tag for child in root] == [*[f"{_IN}key"] * len(keys), f"{_IN}graph"]
    graph = root[-1]
    assert graph.get("edgedefault") == "directed"
    facts = data(graph, keys)
    assert facts == {
        name: legal(value) if isinstance(value, str) else value
        for name, value in exported.facts.items()
        if value is not None
    }
    nodes = {node.get("id", ""): data(node, keys) for node in graph.findall(f"{_IN}node")}
    assert all(_NMTOKEN.fullmatch(id_) for id_ in nodes)
    assert [(node["hop"], node["id"], node.get("name", "")) for node in nodes.values()] == [
        (vertex.hop, legal(vertex.id), legal(vertex.name)) for vertex in exported.vertices
    ]
    edges = graph.findall(f"{_IN}edge")
    assert [
        (data(edge, keys)["kind"], nodes[edge.get("source", "")]["id"], nodes[edge.get("target", "")]["id"])
        for edge in edges
    ] == [(edge.kind, legal(edge.start), legal(edge.end)) for edge in exported.edges]

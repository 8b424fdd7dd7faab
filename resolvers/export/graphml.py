"""GraphML: nodes are numbered, because its ids allow fewer characters than ours; our ids are in their data."""

import re
from collections.abc import Mapping
from typing import Final

from lxml import etree

from resolvers.export.exported import Edge, Exported, Fact, Vertex

_NAMESPACE: Final = "http://graphml.graphdrawing.org/xmlns"
_TYPES: Final = {bool: "boolean", int: "int", str: "string"}
_KEYS: Final[Mapping[str, Mapping[str, type]]] = {
    "graph": {
        "question": str, "asOf": str, "complete": bool, "truncatedBy": str, "truncatedAtDepth": int,
        "verticesLeftOut": int, "edgesLeftOut": int,
    },
    "node": {"id": str, "label": str, "kind": str, "name": str, "hop": int, "line": int},
    "edge": {"kind": str, "evidence": str},
}  # fmt: skip
_NOT_IN_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(exported: Exported) -> str:
    """Write a document with one directed graph."""
    root = etree.fromstring(f'<graphml xmlns="{_NAMESPACE}"/>')
    for part, keys in _KEYS.items():
        for name, type_ in keys.items():
            declared = {"id": f"{part}-{name}", "for": part, "attr.name": name, "attr.type": _TYPES[type_]}
            etree.SubElement(root, _tag("key"), declared)
    graph = etree.SubElement(root, _tag("graph"), {"id": "reach", "edgedefault": "directed"})
    _state(graph, "graph", exported.facts)
    numbers = {vertex.id: f"n{number}" for number, vertex in enumerate(exported.vertices)}
    for vertex in exported.vertices:
        _state(etree.SubElement(graph, _tag("node"), {"id": numbers[vertex.id]}), "node", _of_vertex(vertex))
    for edge in exported.edges:
        ends = {"source": numbers[edge.start], "target": numbers[edge.end]}
        _state(etree.SubElement(graph, _tag("edge"), ends), "edge", _of_edge(edge))
    return etree.tostring(root, encoding="unicode", pretty_print=True)


def _of_vertex(vertex: Vertex) -> dict[str, Fact]:
    return {
        "id": vertex.id,
        "label": vertex.label,
        "kind": vertex.kind or None,
        "name": vertex.name or None,
        "hop": vertex.hop,
        "line": vertex.line,
    }


def _of_edge(edge: Edge) -> dict[str, Fact]:
    return {"kind": edge.kind, "evidence": "; ".join(edge.evidence) or None}


def _state(of: etree._Element, part: str, facts: Mapping[str, Fact]) -> None:
    """Add the facts; a fact that is None is left out."""
    for name, value in facts.items():
        if value is not None:
            etree.SubElement(of, _tag("data"), {"key": f"{part}-{name}"}).text = _text(value)


def _text(value: Fact) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def _tag(name: str) -> str:
    return f"{{{_NAMESPACE}}}{name}"

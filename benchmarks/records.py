"""Give a graph's vertices the labels, uids, kinds and properties that real models have."""

from collections.abc import Callable, Mapping
from typing import Final

from benchmarks.graphs import Graph
from graph.records import (
    Batch,
    Edge,
    Value,
    Vertex,
    anchor_uid,
    artefact_uid,
    element_uid,
    region_uid,
    version_uid,
)

_VERSION: Final = version_uid("steps", 1)
_BUILD: Final = "build:0123456789abcdef"
_UIDS: Final[Mapping[str, Callable[[int], str]]] = {
    "Element": lambda vertex: element_uid(_VERSION, f"Task_{vertex}"),
    "Anchor": lambda vertex: anchor_uid("bench", "process", f"Process_{vertex}"),
    "Region": lambda vertex: region_uid(_BUILD, "steps.py", f"Task_{vertex}"),
    "Artefact": lambda vertex: artefact_uid(_BUILD, f"steps_{vertex}.py"),
}
KINDS: Final[Mapping[tuple[str, str], str]] = {
    ("Element", "Element"): "CONTAINS",
    ("Element", "Anchor"): "REFERS_TO",
    ("Anchor", "Element"): "RESOLVES_TO",
    ("Artefact", "Region"): "HAS_REGION",
    ("Region", "Element"): "GENERATED_FROM",
}
_PROPERTIES: Final[Mapping[str, Mapping[str, Value]]] = {
    "Element": {
        **dict.fromkeys(("name", "documentation", "xpath", "digest"), ""),
        **dict.fromkeys(("line", "position", "foldedCount"), 0),
        "version": _VERSION,
        "kind": "userTask",
        "properties": "{}",
    },
    "Anchor": {"notation": "bench", "type": "process", "scope": ""},
    "Region": {"build": _BUILD, "path": "steps.py", "spans": [1, 2]},
    "Artefact": {"build": _BUILD, "mediaType": "text/x-python", "size": 1},
}


def uid(graph: Graph, vertex: int) -> str:
    """Return the uid of a vertex, made from its label."""
    return _UIDS[graph.label_of(vertex)](vertex)


def properties(label: str) -> Mapping[str, Value]:
    """Return the properties that all vertices of a label have."""
    return _PROPERTIES[label]


def batch(graph: Graph) -> Batch:
    vertices = ((graph.label_of(vertex), uid(graph, vertex)) for vertex in range(graph.size))
    return Batch(
        tuple(Vertex(label, made, properties(label)) for label, made in vertices),
        tuple(
            Edge(KINDS[graph.label_of(source), graph.label_of(target)], uid(graph, source), uid(graph, target))
            for source, target in graph.edges()
        ),
    )

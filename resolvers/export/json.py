"""JSON: the facts, the vertices, the edges."""

from typing import Any

import orjson

from resolvers.export.exported import Edge, Exported, Vertex


def write(exported: Exported) -> str:
    """Write one JSON object."""
    whole: dict[str, Any] = {
        **exported.facts,
        "vertices": list(map(_vertex, exported.vertices)),
        "edges": list(map(_edge, exported.edges)),
    }
    return orjson.dumps(whole, option=orjson.OPT_INDENT_2).decode()


def _vertex(vertex: Vertex) -> dict[str, Any]:
    return {
        "hop": vertex.hop,
        "id": vertex.id,
        "label": vertex.label,
        "kind": vertex.kind or None,
        "name": vertex.name or None,
        "line": vertex.line,
    }


def _edge(edge: Edge) -> dict[str, Any]:
    return {"kind": edge.kind, "from": edge.start, "to": edge.end, "evidence": edge.evidence}

"""Nodes of the graph as --json shows them."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from client.answers import Node


def node_json(node: "Node") -> dict[str, Any]:
    """Stable: docs/command.md."""
    stated = {
        "id": node.id,
        "label": node.label,
        "kind": node.kind or None,
        "name": node.name or None,
        "line": node.line,
    }
    return stated | ({"spans": [list(span) for span in node.spans]} if node.spans else {})

"""Vertices as people know them, and as --json shows them."""

from dataclasses import dataclass
from typing import Any, Final, Protocol

# by label: the attribute that says what a vertex is called, and the one that says what it is
_NAMES: Final = {
    "Model": ("name", "model_kind"),
    "Version": ("name", ""),
    "Element": ("name", "kind"),
    "Anchor": ("target", "type_"),
    "Finding": ("message", "rule"),
    "Build": ("", "target"),
    "Artefact": ("path", ""),
    "Region": ("path", ""),
    "Actor": ("subject", ""),
    "Tombstone": ("subject", "kind"),
    "Link": ("dependency", "link_kind"),
}


class Answered(Protocol):
    """A vertex as the client answers it: client/operations/fragments/node.graphql."""

    @property
    def typename__(self) -> str: ...
    @property
    def id(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Node:
    """Fields of a vertex that are shown, for every label."""

    id: str
    label: str
    name: str
    kind: str
    line: int | None
    spans: tuple[tuple[int, int], ...]
    """First and last lines of a region."""


def node_of(answered: Answered) -> Node:
    """Read a vertex by what its label says of itself."""
    label = answered.typename__
    name, kind = _NAMES.get(label, ("", ""))
    return Node(
        id=answered.id,
        label=label,
        name=getattr(answered, name, None) or "",
        kind=getattr(answered, kind, None) or "",
        line=getattr(answered, "line", getattr(answered, "finding_line", None)),
        spans=tuple((span.start, span.end) for span in getattr(answered, "spans", ())),
    )


def node_json(answered: Answered) -> dict[str, Any]:
    """Stable: docs/command.md."""
    node = node_of(answered)
    stated = {
        "id": node.id,
        "label": node.label,
        "kind": node.kind or None,
        "name": node.name or None,
        "line": node.line,
    }
    return stated | ({"spans": [list(span) for span in node.spans]} if node.spans else {})


def not_followed_json(answered: Any) -> dict[str, Any]:
    """Stable: docs/command.md."""
    return {
        "kind": answered.kind.value.lower(),
        "message": answered.message,
        "since": answered.since,
        "edges": [each.value for each in answered.edges],
        "count": answered.count,
        "ids": list(answered.ids),
    }

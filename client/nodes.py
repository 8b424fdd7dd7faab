"""How a node is read, whatever it is."""

from client.answers import Node
from client.exchange import Data

# by __typename: the field that says what a node is called, and the one that says what it is
_NAMES = {
    "Model": ("modelName", "modelKind"),
    "Version": ("versionName", None),
    "Element": ("elementName", "elementKind"),
    "Anchor": ("target", "type"),
    "Finding": ("message", "rule"),
    "Build": (None, "buildTarget"),
    "Artefact": ("path", None),
    "Region": ("path", None),
    "Actor": ("subject", None),
    "Tombstone": ("erased", "erasedKind"),
}


def node_of(row: Data) -> Node:
    """A node as every question selects it."""
    name, kind = _NAMES.get(row["__typename"], (None, None))
    return Node(
        id=row["id"],
        label=row["__typename"],
        name=(row.get(name) or "") if name else "",
        kind=(row.get(kind) or "") if kind else "",
        line=row.get("line", row.get("findingLine")),
        spans=tuple((span["start"], span["end"]) for span in row.get("spans", ())),
        superseded_by=((row.get("version") or row).get("supersededBy") or {}).get("id"),
    )

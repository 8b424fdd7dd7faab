"""The question for a reach as a file."""

from dataclasses import dataclass
from typing import Final, Literal, TypedDict, Unpack

from client.exchange import Data, Operation

_WIRE_NAMES: Final = {
    "include_flow": "includeFlow",
    "include_history": "includeHistory",
    "as_of": "asOf",
    "hub_threshold": "hubThreshold",
    "collapse_hubs": "collapseHubs",
}


@dataclass(frozen=True, slots=True)
class Export:
    """A reach as a file, and what the file leaves out."""

    text: str
    media_type: str
    as_of: str
    complete: bool
    truncated_by: str | None
    truncated_at_depth: int | None
    vertices: int
    edges: int
    vertices_left_out: int
    edges_left_out: int


class Asked(TypedDict, total=False):
    """What may be said about the question; what is left out is up to the server."""

    depth: int
    labels: list[str]
    kinds: list[str]
    through: list[str]
    include_flow: bool
    include_history: bool
    as_of: str
    most: int
    hub_threshold: int
    collapse_hubs: bool


def export(question: Literal["lineage", "impact"], of: str, as_: str, **asked: Unpack[Asked]) -> Operation[Export]:
    """All that `lineage` or `impact` reaches, as `json`, `csv`, `graphml` or `mermaid`."""
    variables = {_WIRE_NAMES.get(name, name): value for name, value in asked.items()}
    variables["labels"] = [label.upper() for label in asked.get("labels", ())] or None
    variables |= {"of": of, "format": as_.upper()}
    return Operation(_document(question), variables, lambda data: _export(data["reach"]["export"]))


def _document(question: str) -> str:
    return (
        "query Export($of: ID!, $format: ExportFormat!, $most: Int, $depth: Int, $labels: [Label!], $kinds: [String!],"
        " $through: [EdgeKind!], $includeFlow: Boolean = false, $includeHistory: Boolean = false, $asOf: DateTime,"
        " $hubThreshold: Int, $collapseHubs: Boolean = false) {"
        f" reach: {question}(of: $of, depth: $depth, labels: $labels, kinds: $kinds, through: $through,"
        " includeFlow: $includeFlow, includeHistory: $includeHistory, asOf: $asOf, hubThreshold: $hubThreshold,"
        " collapseHubs: $collapseHubs) {"
        " export(format: $format, most: $most) { text mediaType asOf complete truncatedBy truncatedAtDepth"
        " vertexCount edgeCount verticesLeftOut edgesLeftOut } } }"
    )


def _export(row: Data) -> Export:
    return Export(
        text=row["text"],
        media_type=row["mediaType"],
        as_of=row["asOf"],
        complete=row["complete"],
        truncated_by=row["truncatedBy"] and row["truncatedBy"].lower(),
        truncated_at_depth=row["truncatedAtDepth"],
        vertices=row["vertexCount"],
        edges=row["edgeCount"],
        vertices_left_out=row["verticesLeftOut"],
        edges_left_out=row["edgesLeftOut"],
    )

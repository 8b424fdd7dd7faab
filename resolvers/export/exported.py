"""Hold a reach as it is written to a file: its vertices and edges, and what they leave out."""

from collections.abc import Mapping
from dataclasses import dataclass

Fact = str | int | bool | None


@dataclass(frozen=True, slots=True)
class Vertex:
    """A reached vertex: its distance from the start, and the few properties by which people recognise it."""

    hop: int
    id: str
    label: str
    kind: str = ""
    name: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge from the dependent to the dependency."""

    kind: str
    start: str
    end: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exported:
    """Vertices nearest first, edges by start, kind and end, and notes on everything left out."""

    question: str
    as_of: str
    complete: bool
    """True if the reach was complete and nothing of it is left out here."""
    truncated_by: str | None
    truncated_at_depth: int | None
    vertices: tuple[Vertex, ...]
    edges: tuple[Edge, ...]
    vertices_left_out: int = 0
    """Reached, but not among `vertices`."""
    edges_left_out: int = 0
    """Among `vertices`, but not among `edges`."""

    @property
    def facts(self) -> Mapping[str, Fact]:
        """Return the facts about the whole that every format states."""
        return {
            "question": self.question,
            "asOf": self.as_of,
            "complete": self.complete,
            "truncatedBy": self.truncated_by,
            "truncatedAtDepth": self.truncated_at_depth,
            "verticesLeftOut": self.vertices_left_out,
            "edgesLeftOut": self.edges_left_out,
        }

"""Export a reach as a file. A format is a module: how a reach is written in it, and how much of one it bears."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from resolvers.export import csv, graphml, json, mermaid
from resolvers.export.exported import Exported


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: its writer, its media type, and its size limit."""

    write: Callable[[Exported], str]
    media_type: str
    vertices: int = 20_000
    edges: int = 60_000


FORMATS: Final[Mapping[str, Format]] = {
    "json": Format(json.write, "application/json"),
    "csv": Format(csv.write, "text/csv"),
    "graphml": Format(graphml.write, "application/graphml+xml"),
    "mermaid": Format(mermaid.write, "text/vnd.mermaid", vertices=mermaid.VERTICES, edges=mermaid.EDGES),
}

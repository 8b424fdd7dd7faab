"""Mermaid: a flowchart of numbered nodes; foreign text is only in their labels, and encoded."""

from collections.abc import Iterator
from typing import Final

from resolvers.export.exported import Exported, Vertex

VERTICES: Final = 250
EDGES: Final = 500  # Mermaid draws no more, nor texts of more than 50,000 characters, unless it is told to
_WIDEST: Final = 60  # characters of a name, as encoded
_WIDEST_KIND: Final = 24


def write(exported: Exported) -> str:
    """Write a node for each vertex and an arrow from dependent to dependency; starts have a thick border."""
    numbers = {vertex.id: f"n{number}" for number, vertex in enumerate(exported.vertices)}
    begun = [numbers[vertex.id] for vertex in exported.vertices if vertex.hop == 0]
    lines = [
        "flowchart LR",
        *(f"  %% {fact}" for fact in _facts(exported)),
        *(f'  {numbers[vertex.id]}["{_label(vertex)}"]' for vertex in exported.vertices),
        *(f"  {numbers[edge.start]} -->|{edge.kind}| {numbers[edge.end]}" for edge in exported.edges),
    ]
    if begun:
        lines += ["  classDef start stroke-width:4px", f"  class {','.join(begun)} start"]
    return "\n".join(lines) + "\n"


def encoded(text: str, widest: int = _WIDEST) -> str:
    """Encode everything except letters and digits by number, so that Mermaid, Markdown or HTML interpret nothing.

    White space becomes a space. Longer text is cut, never within a number.
    """
    found: list[str] = []
    length = 0
    for character in " ".join(text.split()):
        part = character if character.isalnum() or character == " " else f"#{ord(character)};"
        length += len(part)
        if length > widest:
            return "".join(found) + "#8230;"
        found.append(part)
    return "".join(found)


def _facts(exported: Exported) -> Iterator[str]:
    """Write the facts, which contain no text of a model."""
    for name, value in exported.facts.items():
        if name != "question":
            yield f"{name}: {str(value).lower() if isinstance(value, bool) else 'none' if value is None else value}"


def _label(vertex: Vertex) -> str:
    """Return the label, never empty: Mermaid rejects an empty text."""
    name = encoded(vertex.name) or encoded(vertex.id) or vertex.label
    return f"{name}<br/>{encoded(vertex.kind or '', _WIDEST_KIND) or vertex.label}"

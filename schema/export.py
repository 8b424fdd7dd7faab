"""ReachExport: an answer of lineage or impact as a file."""

from enum import Enum

import strawberry

from schema.reach import Truncation
from schema.scalars import DateTime


@strawberry.enum(description="How a reach is written to a file.")
class ExportFormat(Enum):
    """GraphQL enum of the formats in resolvers/export/."""

    JSON = strawberry.enum_value("json", description="For a program: facts about the whole, vertices, edges.")
    CSV = strawberry.enum_value("csv", description="For a spreadsheet: a row for each fact, vertex and edge.")
    GRAPHML = strawberry.enum_value("graphml", description="For graph tools such as yEd, Gephi and NetworkX.")
    MERMAID = strawberry.enum_value(
        "mermaid", description="A flowchart for Markdown; at most 250 vertices and 500 edges."
    )


@strawberry.type(description="A reach as text. Everything that is left out is stated here and in the text itself.")
class ReachExport:
    """A reach as a file, with the fields that say whether it is complete."""

    text: str = strawberry.field(description="The file.")
    media_type: str = strawberry.field(description="The media type, such as `text/csv`.")
    as_of: DateTime = strawberry.field(description="The moment as of which the file holds.")
    complete: bool = strawberry.field(
        description="Whether the file is complete: the search was not cut short, and nothing found is left out."
    )
    truncated_by: Truncation | None = strawberry.field(
        description="The reason why the answer is incomplete; null if it is complete."
    )
    truncated_at_depth: int | None = strawberry.field(
        description="Distance beyond which vertices are missing; null if none are."
    )
    vertex_count: int = strawberry.field(description="The number of vertices in the text.")
    edge_count: int = strawberry.field(description="The number of edges in the text.")
    vertices_left_out: int = strawberry.field(description="The number of vertices reached that the text leaves out.")
    edges_left_out: int = strawberry.field(
        description="The number of edges among its vertices that the text leaves out."
    )

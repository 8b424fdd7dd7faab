"""ReachExport: an answer of lineage or impact as a file."""

from enum import Enum

import strawberry

from schema.reach import Truncation
from schema.scalars import DateTime


@strawberry.enum(description="How a reach is written to a file.")
class ExportFormat(Enum):
    """GraphQL enum of the formats in resolvers/export/."""

    JSON = strawberry.enum_value("json", description="For a program: what is known about the whole, nodes, edges.")
    CSV = strawberry.enum_value("csv", description="For a spreadsheet: a row for each fact, node and edge.")
    GRAPHML = strawberry.enum_value("graphml", description="For graph tools such as yEd, Gephi and NetworkX.")
    MERMAID = strawberry.enum_value("mermaid", description="A flowchart for Markdown; at most 250 nodes and 500 edges.")


@strawberry.type(description="A reach as text. What it leaves out is said here, and in the text itself.")
class ReachExport:
    """A reach as a file, with the fields that say whether it is complete."""

    text: str = strawberry.field(description="The file.")
    media_type: str = strawberry.field(description="What it is, such as `text/csv`.")
    as_of: DateTime = strawberry.field(description="The moment that it holds for.")
    complete: bool = strawberry.field(
        description="Whether this is all there is: the search was not cut short, and nothing found is left out here."
    )
    truncated_by: Truncation | None = strawberry.field(description="What cut it short; none when complete.")
    truncated_at_depth: int | None = strawberry.field(
        description="Distance beyond which nodes are missing; none where none are."
    )
    vertex_count: int = strawberry.field(description="How many nodes the text holds.")
    edge_count: int = strawberry.field(description="How many edges among them the text holds.")
    vertices_left_out: int = strawberry.field(description="How many nodes were reached that the text does not hold.")
    edges_left_out: int = strawberry.field(description="How many edges among its nodes the text does not hold.")

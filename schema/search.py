"""Search: what is asked beside the text, and a page of what was found."""

from enum import Enum

import strawberry

from schema.connection import PageInfo
from schema.context import Info
from schema.finding import Finding
from schema.labels import EdgeKind
from schema.node import Node
from schema.reach import KindCount, LabelCount, Truncation
from schema.scalars import DateTime


@strawberry.enum(description="Which versions and builds to search.")
class SearchVersions(Enum):
    """GraphQL enum of `superseded` in the store's question."""

    CURRENT = strawberry.enum_value(
        "current",
        description="The newest version of each model that is not retired, and its newest build for each target.",
    )
    ALL = strawberry.enum_value("all", description="Everything that was not erased.")


@strawberry.enum(description="The field of a vertex in which a text was found.")
class SearchField(Enum):
    """GraphQL enum of the fields in graph/matching.py, highest weight first."""

    NAME = strawberry.enum_value("name", description="The name, path or target.")
    ID = strawberry.enum_value("id", description="The id, in this graph or in the document.")
    DOCUMENTATION = strawberry.enum_value(
        "documentation", description="The documentation or other text from the document."
    )
    OTHER = strawberry.enum_value("other", description="A message, a rule, a file's name.")


@strawberry.input(description="A reach that limits a search: give one of the two ids.")
class SearchWithin:
    """A reach that limits a search."""

    lineage_of: strawberry.ID | None = strawberry.field(default=None, description="Search what this vertex depends on.")
    impact_of: strawberry.ID | None = strawberry.field(default=None, description="Search what depends on this vertex.")
    depth: int | None = strawberry.field(
        default=None, description="The most hops to go; by default as many as there are."
    )
    through: list[EdgeKind] | None = strawberry.field(default=None, description="Follow only these edges.")
    include_flow: bool | None = strawberry.field(default=False, description="Follow the order of execution too.")
    include_history: bool | None = strawberry.field(
        default=False, description="Follow edges from version to version, and enter what is past."
    )


@strawberry.type(description="The number of hits in one model.")
class ModelCount:
    """The number of hits in one model."""

    model: strawberry.ID = strawberry.field(description="Id of the model.")
    count: int = strawberry.field(description="The number.")


@strawberry.type(description="A vertex that was found.")
class SearchEdge:
    """An edge of a SearchConnection."""

    cursor: str = strawberry.field(description="The position in the results; opaque, and valid for its moment.")
    node: Node = strawberry.field(description="The vertex.")
    score: float = strawberry.field(description="The score, up to 1 for an exact name.")
    field: SearchField | None = strawberry.field(description="The field that matches best; null if no text was given.")
    excerpt: str | None = strawberry.field(
        description="The text of that field, as plain text, cut to the part that matches."
    )
    superseded: bool = strawberry.field(
        description="Whether it has ended, belongs to a retired model, or there is a newer version or build."
    )

    @strawberry.field(description="Whether it is a finding that somebody accepts.")
    async def waived(self, info: Info) -> bool:
        return isinstance(self.node, Finding) and await self.node.waiver(info) is not None


@strawberry.type(description="A page of hits, best first, then by id.")
class SearchConnection:
    """A connection over nodes of every type; its counts cover all hits."""

    total_count: int = strawberry.field(description="The number of all hits.")
    counts_by_label: list[LabelCount] = strawberry.field(
        description="The number of hits by label, most frequent first."
    )
    counts_by_kind: list[KindCount] = strawberry.field(
        description="The number of elements by kind, most frequent first."
    )
    counts_by_model: list[ModelCount] = strawberry.field(
        description="The number of hits by model, most frequent first."
    )
    complete: bool = strawberry.field(description="Whether the answer is complete.")
    truncated_by: Truncation | None = strawberry.field(
        description="The reason why the answer is incomplete; null if it is complete."
    )
    as_of: DateTime = strawberry.field(description="The moment that was searched.")
    page_info: PageInfo = strawberry.field(description="The position of the page in the results.")
    edges: list[SearchEdge] = strawberry.field(description="The hits with their cursors.")

    @strawberry.field(description="The hits without cursors.")
    def nodes(self) -> list[Node]:
        return [edge.node for edge in self.edges]

"""Search: what is asked beside the text, and a page of what was found."""

from enum import Enum

import strawberry

from schema.connection import PageInfo
from schema.labels import EdgeKind
from schema.node import Node
from schema.reach import KindCount, LabelCount, Truncation
from schema.scalars import DateTime


@strawberry.enum(description="Which states of what has several.")
class SearchVersions(Enum):
    """GraphQL enum of `superseded` in the store's question."""

    CURRENT = strawberry.enum_value(
        "current",
        description="What is not retired: a model's newest version, and its newest build for each target.",
    )
    ALL = strawberry.enum_value("all", description="Whatever was not erased.")


@strawberry.enum(description="What of a node a text may be found in.")
class SearchField(Enum):
    """GraphQL enum of the fields in graph/matching.py, highest weight first."""

    NAME = strawberry.enum_value("name", description="What it is called: a name, path or target.")
    ID = strawberry.enum_value("id", description="Its id, in this graph or in its document.")
    DOCUMENTATION = strawberry.enum_value("documentation", description="What its document says about it.")
    OTHER = strawberry.enum_value("other", description="A message, a rule, a file's name.")


@strawberry.input(description="Only what something depends on, or what depends on it: one of the two ids.")
class SearchWithin:
    """A reach that limits a search."""

    lineage_of: strawberry.ID | None = strawberry.field(default=None, description="What this depends on.")
    impact_of: strawberry.ID | None = strawberry.field(default=None, description="What depends on this.")
    depth: int | None = strawberry.field(default=None, description="How many hops to go at most, 0 to 50; usually 30.")
    through: list[EdgeKind] | None = strawberry.field(default=None, description="Follow only these edges.")
    include_flow: bool | None = strawberry.field(default=False, description="Follow the order of execution too.")
    include_history: bool | None = strawberry.field(default=False, description="Follow from version to version too.")


@strawberry.type(description="How much of what was found belongs to this model.")
class ModelCount:
    """The number of hits in one model."""

    model: strawberry.ID = strawberry.field(description="Id of the model.")
    count: int = strawberry.field(description="How many.")


@strawberry.type(description="A node that was found.")
class SearchEdge:
    """An edge of a SearchConnection."""

    cursor: str = strawberry.field(description="Where it stands in the results; opaque, and bound to its time.")
    node: Node = strawberry.field(description="What was found.")
    score: float = strawberry.field(description="How well it fits, up to 1: it is called so.")
    field: SearchField | None = strawberry.field(description="Where it fits best; none where no text was given.")
    excerpt: str | None = strawberry.field(description="What stands there, as plain text, cut to the part that fits.")


@strawberry.type(description="A page of what was found, best first, then by id.")
class SearchConnection:
    """A connection over nodes of every type; its counts cover all hits."""

    total_count: int = strawberry.field(description="How many were found in all.")
    counts_by_label: list[LabelCount] = strawberry.field(description="By label, most first.")
    counts_by_kind: list[KindCount] = strawberry.field(description="Elements by kind, most first.")
    counts_by_model: list[ModelCount] = strawberry.field(description="What belongs to a model, most first.")
    complete: bool = strawberry.field(description="Whether nothing is missing.")
    truncated_by: Truncation | None = strawberry.field(description="Why something is missing; none where nothing is.")
    as_of: DateTime = strawberry.field(description="The moment that was searched.")
    page_info: PageInfo = strawberry.field(description="Where the page stands in the results.")
    edges: list[SearchEdge] = strawberry.field(description="What was found, with cursors.")

    @strawberry.field(description="What was found, alone.")
    def nodes(self) -> list[Node]:
        return [edge.node for edge in self.edges]

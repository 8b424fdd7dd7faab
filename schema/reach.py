"""Reach: the answer to what something depends on, or what depends on it."""

from enum import Enum
from typing import TYPE_CHECKING, Annotated, Protocol

import strawberry
from strawberry.scalars import JSON

from schema.connection import After, Connection, First, PageInfo
from schema.labels import EdgeKind, Label
from schema.node import Node
from schema.scalars import DateTime

if TYPE_CHECKING:
    from schema.export import ExportFormat, ReachExport


@strawberry.enum(description="Why an answer holds less than there is.")
class Truncation(Enum):
    """The truncations of graph/store.py."""

    DEPTH = strawberry.enum_value("depth", description="It goes on beyond the depth that was asked for.")
    SIZE = strawberry.enum_value("size", description="There are more vertices than one question may reach.")
    TIME = strawberry.enum_value("time", description="It took longer than one question may.")
    HUB = strawberry.enum_value("hub", description="Something with very many edges was not gone beyond, as was asked.")
    ERASED = strawberry.enum_value("erased", description="A part was erased since.")


@strawberry.type(description="How many nodes of the whole answer have this label.")
class LabelCount:
    """One bar."""

    label: Label = strawberry.field(description="The label.")
    count: int = strawberry.field(description="How many.")


@strawberry.type(description="How many elements of the whole answer are of this kind.")
class KindCount:
    """One bar."""

    kind: str = strawberry.field(description="The kind, such as `userTask`.")
    count: int = strawberry.field(description="How many.")


@strawberry.type(description="How many nodes of the whole answer are this far away.")
class HopCount:
    """One bar."""

    hop: int = strawberry.field(description="Shortest distance from the start.")
    count: int = strawberry.field(description="How many.")


@strawberry.type(description="A node that was reached.")
class ReachedNode:
    """An edge of a ReachConnection."""

    cursor: str = strawberry.field(description="Where it stands in the answer; opaque, and bound to its time.")
    hop: int = strawberry.field(description="Shortest distance from the start; 0 is the start itself.")
    node: Node = strawberry.field(description="What was reached.")


@strawberry.type(description="A page of what was reached, nearest first.")
class ReachConnection:
    """Like Connection, with hops."""

    total_count: int = strawberry.field(description="How many were reached in all.")
    page_info: PageInfo = strawberry.field(description="Where the page stands in the answer.")
    edges: list[ReachedNode] = strawberry.field(description="The nodes with their distance.")

    @strawberry.field(description="The nodes alone.")
    def nodes(self) -> list[Node]:
        """Without hops and cursors."""
        return [edge.node for edge in self.edges]


@strawberry.type(description="How two returned nodes are tied.")
class ReachEdge:
    """An edge of the graph."""

    kind: EdgeKind = strawberry.field(description="What ties them.")
    from_: strawberry.ID = strawberry.field(name="from", description="Id of the node that depends.")
    to: strawberry.ID = strawberry.field(description="Id of the node that it depends on.")
    evidence: list[str] = strawberry.field(description="What says so.")
    properties: JSON = strawberry.field(description="All else that is known about the edge.")


class Asked(Protocol):
    """The question behind an answer: it gives the pages."""

    async def vertices(self, first: int | None, after: str | None) -> ReachConnection:
        """A page of what was reached."""

    async def edges(self, first: int | None, after: str | None) -> Connection[ReachEdge]:
        """A page of the edges among the vertices that are shown."""

    async def export(self, format_: "ExportFormat", most: int | None) -> "ReachExport":
        """All of it as a file."""


@strawberry.type(description="Everything that was reached, counted; and pages of it. It never holds less silently.")
class Reach:
    """The answer contract."""

    start: Node = strawberry.field(description="Where it began: for an id without a version, the current one's.")
    start_ids: list[strawberry.ID] = strawberry.field(
        description="All ids it began from: without a version, those of every version that is current or in use."
    )
    complete: bool = strawberry.field(description="Whether this is all there is.")
    truncated_by: Truncation | None = strawberry.field(description="What cut it short; none when complete.")
    truncated_at_depth: int | None = strawberry.field(description="Distance beyond which something is missing.")
    as_of: DateTime = strawberry.field(description="The moment that the answer holds for.")
    total_count: int = strawberry.field(description="How many nodes were reached, the start included.")
    counts_by_label: list[LabelCount] = strawberry.field(description="Of the whole answer, most frequent first.")
    counts_by_kind: list[KindCount] = strawberry.field(description="Of its elements, most frequent first.")
    counts_by_hop: list[HopCount] = strawberry.field(description="Of the whole answer, nearest first.")
    cyclic: bool | None = strawberry.field(description="Whether it has a cycle; none when it was cut short.")
    asked: strawberry.Private[Asked]

    @strawberry.field(description="What was reached, nearest first, then by id. Pages hold for one moment.")
    async def vertices(self, first: First = 100, after: After = None) -> ReachConnection:
        """Keyset by hop and id, as of the first page."""
        return await self.asked.vertices(first, after)

    @strawberry.field(description="Edges among the nodes of the `vertices` page of this answer.")
    async def edges(self, first: First = 500, after: After = None) -> Connection[ReachEdge]:
        """Keyset by start, kind and end."""
        return await self.asked.edges(first, after)

    @strawberry.field(description="All of it as a file, whatever page is shown: nodes nearest first, and their edges.")
    async def export(
        self,
        format: Annotated[
            Annotated["ExportFormat", strawberry.lazy("schema.export")],
            strawberry.argument(description="What to write."),
        ],
        most: Annotated[
            int | None,
            strawberry.argument(description="How many nodes at most; without it 20,000, in a flowchart 250."),
        ] = None,
    ) -> Annotated["ReachExport", strawberry.lazy("schema.export")]:
        """From the same snapshot."""
        return await self.asked.export(format, most)

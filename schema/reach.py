"""Reach: the answer to what something depends on, or what depends on it."""

import asyncio
from enum import Enum
from typing import TYPE_CHECKING, Annotated, Protocol

import strawberry
from strawberry.scalars import JSON

from schema.connection import After, Connection, First, PageInfo
from schema.context import Info
from schema.labels import EdgeKind, Label
from schema.node import Node
from schema.scalars import DateTime

if TYPE_CHECKING:
    from schema.export import ExportFormat, ReachExport


@strawberry.enum(description="Why an answer holds less than there is.")
class Truncation(Enum):
    """GraphQL enum of the truncations in graph/store.py."""

    DEPTH = strawberry.enum_value("depth", description="It goes on beyond the depth that was asked for.")
    SIZE = strawberry.enum_value("size", description="There are more vertices than one question may reach.")
    TIME = strawberry.enum_value("time", description="It took longer than one question may.")
    HUB = strawberry.enum_value("hub", description="Something with very many edges was not gone beyond, as was asked.")
    ERASED = strawberry.enum_value(
        "erased", description="Something was erased since then: what there was is not known."
    )


@strawberry.type(description="How many nodes of the whole answer have this label.")
class LabelCount:
    """The number of vertices with one label."""

    label: Label = strawberry.field(description="The label.")
    count: int = strawberry.field(description="How many.")


@strawberry.type(description="How many elements of the whole answer are of this kind.")
class KindCount:
    """The number of elements of one kind."""

    kind: str = strawberry.field(description="The kind, such as `userTask`.")
    count: int = strawberry.field(description="How many.")


@strawberry.type(description="How many nodes of the whole answer are this far away.")
class HopCount:
    """The number of vertices at one distance."""

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
    """A connection whose edges carry the number of hops."""

    total_count: int = strawberry.field(description="How many were reached in all.")
    page_info: PageInfo = strawberry.field(description="Where the page stands in the answer.")
    edges: list[ReachedNode] = strawberry.field(description="The nodes with their distance.")

    @strawberry.field(description="The nodes alone.")
    def nodes(self) -> list[Node]:
        return [edge.node for edge in self.edges]


@strawberry.type(description="How two returned nodes are tied.")
class ReachEdge:
    """An edge of the graph."""

    kind: EdgeKind = strawberry.field(description="What ties them.")
    from_: strawberry.ID = strawberry.field(name="from", description="Id of the node that depends.")
    to: strawberry.ID = strawberry.field(description="Id of the node that it depends on.")
    evidence: list[str] = strawberry.field(description="What says so.")
    properties: JSON = strawberry.field(description="All else that is known about the edge.")


@strawberry.type(description="A cycle: each node depends on the next, and the last on the first.")
class Cycle:
    """A witness of a strongly connected component."""

    ids: list[strawberry.ID] = strawberry.field(description="Ids of the nodes in order, from the least.")

    @strawberry.field(description="The nodes in order.")
    async def nodes(self, info: Info) -> list[Node]:
        """Read together."""
        found = await asyncio.gather(*(info.context.loaders.node(uid) for uid in self.ids))
        return [node for node in found if node is not None]


@strawberry.type(description="A node that was reached and has very many edges to follow.")
class Hub:
    """A vertex with very many edges."""

    id: strawberry.ID = strawberry.field(description="Id of the node.")
    label: Label = strawberry.field(description="Its label.")
    edges: int = strawberry.field(description="How many edges there are to follow from it.")

    @strawberry.field(description="The node.")
    async def node(self, info: Info) -> Node | None:
        """Return None where it was erased meanwhile."""
        return await info.context.loaders.node(self.id)


class Asked(Protocol):
    """The question behind an answer: it gives the pages."""

    async def vertices(self, first: int | None, after: str | None) -> ReachConnection:
        """Return a page of the vertices reached."""

    async def edges(self, first: int | None, after: str | None) -> Connection[ReachEdge]:
        """Return a page of the edges among the vertices that are shown."""

    async def export(self, format_: "ExportFormat", most: int | None) -> "ReachExport":
        """Export the whole reach as a file."""


@strawberry.type(description="Everything that was reached, counted; and pages of it. It never holds less silently.")
class Reach:
    """The answer to a reach question, with the fields that say whether it is complete."""

    start: Node = strawberry.field(description="Where it began: for an id without a version, the current one's.")
    start_ids: list[strawberry.ID] = strawberry.field(
        description="All ids it began from: without a version, those of every version that is current or in use."
    )
    complete: bool = strawberry.field(description="Whether this is all there is.")
    truncated_by: Truncation | None = strawberry.field(description="What cut it short; none when complete.")
    truncated_at_depth: int | None = strawberry.field(
        description="Distance beyond which something is missing; none where nobody knows, since it was erased."
    )
    as_of: DateTime = strawberry.field(description="The moment that the answer holds for.")
    total_count: int = strawberry.field(description="How many nodes were reached, the start included.")
    counts_by_label: list[LabelCount] = strawberry.field(description="Of the whole answer, most frequent first.")
    counts_by_kind: list[KindCount] = strawberry.field(description="Of its elements, most frequent first.")
    counts_by_hop: list[HopCount] = strawberry.field(description="Of the whole answer, nearest first.")
    cyclic: bool | None = strawberry.field(description="Whether it has a cycle; none when it was cut short.")
    hubs: list[Hub] = strawberry.field(
        description="Nodes with `hubThreshold` edges to follow or more: the 20 with most, then by id. Where SIZE or"
        " TIME cut the answer short, of those that were gone through."
    )
    asked: strawberry.Private[Asked]
    found_cycles: strawberry.Private[list[Cycle]]

    @strawberry.field(
        description="A cycle for each part in which everything depends on everything, by its least id; none when the"
        " answer was cut short."
    )
    def cycles(
        self,
        first: Annotated[int | None, strawberry.argument(description="How many at most, 1 to 100.")] = 10,
    ) -> list[Cycle]:
        """Cut the cycles to `first`: it was obeyed when the question was asked, but an alias may ask for fewer."""
        return self.found_cycles[:first]

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
        """Export from the same snapshot."""
        return await self.asked.export(format, most)

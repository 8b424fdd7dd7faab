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
from schema.not_followed import NotFollowed
from schema.scalars import DateTime

if TYPE_CHECKING:
    from schema.export import ExportFormat, ReachExport


@strawberry.enum(description="The reason why an answer is incomplete.")
class Truncation(Enum):
    """GraphQL enum of the truncations in graph/store.py."""

    DEPTH = strawberry.enum_value("depth", description="The reach goes beyond the depth that was asked for.")
    SIZE = strawberry.enum_value("size", description="The reach has more vertices than one question may reach.")
    TIME = strawberry.enum_value("time", description="The time limit of a question was exceeded.")
    HUB = strawberry.enum_value("hub", description="The edges of a hub were not followed, as requested.")
    ERASED = strawberry.enum_value(
        "erased", description="Vertices were erased since the moment asked about, so its state is unknown."
    )


@strawberry.type(description="The number of vertices of the whole answer with this label.")
class LabelCount:
    """The number of vertices with one label."""

    label: Label = strawberry.field(description="The label.")
    count: int = strawberry.field(description="The number.")


@strawberry.type(description="The number of elements of the whole answer of this kind.")
class KindCount:
    """The number of elements of one kind."""

    kind: str = strawberry.field(description="The kind, such as `userTask`.")
    count: int = strawberry.field(description="The number.")


@strawberry.type(description="The number of vertices of the whole answer at this distance.")
class HopCount:
    """The number of vertices at one distance."""

    hop: int = strawberry.field(description="Shortest distance from the start.")
    count: int = strawberry.field(description="The number.")


@strawberry.type(description="A reached vertex.")
class ReachedNode:
    """An edge of a ReachConnection."""

    cursor: str = strawberry.field(description="The position in the answer; opaque, and valid for its moment.")
    hop: int = strawberry.field(description="Shortest distance from the start; 0 is the start itself.")
    node: Node = strawberry.field(description="The vertex.")


@strawberry.type(description="A page of the reached vertices, nearest first.")
class ReachConnection:
    """A connection whose edges carry the number of hops."""

    total_count: int = strawberry.field(description="The number of all reached vertices.")
    page_info: PageInfo = strawberry.field(description="The position of the page in the answer.")
    edges: list[ReachedNode] = strawberry.field(description="The vertices with their distance.")

    @strawberry.field(description="The vertices without their distance.")
    def nodes(self) -> list[Node]:
        return [edge.node for edge in self.edges]


@strawberry.type(description="An edge between two returned vertices.")
class ReachEdge:
    """An edge of the graph."""

    kind: EdgeKind = strawberry.field(description="The kind of the edge.")
    from_: strawberry.ID = strawberry.field(name="from", description="Id of the dependent vertex.")
    to: strawberry.ID = strawberry.field(description="Id of the vertex that it depends on.")
    evidence: list[str] = strawberry.field(description="The evidence: what the edge rests on.")
    properties: JSON = strawberry.field(description="All other properties of the edge.")


@strawberry.type(description="A cycle: each vertex depends on the next, and the last on the first.")
class Cycle:
    """A witness of a strongly connected component."""

    ids: list[strawberry.ID] = strawberry.field(
        description="Ids of the vertices in order, beginning with the smallest."
    )

    @strawberry.field(description="The vertices in order.")
    async def nodes(self, info: Info) -> list[Node]:
        """Read together."""
        found = await asyncio.gather(*(info.context.loaders.node(uid) for uid in self.ids))
        return [node for node in found if node is not None]


@strawberry.type(description="A reached vertex with very many edges to follow.")
class Hub:
    """A vertex with very many edges."""

    id: strawberry.ID = strawberry.field(description="Id of the vertex.")
    label: Label = strawberry.field(description="Its label.")
    edges: int = strawberry.field(description="The number of edges to follow from the vertex.")

    @strawberry.field(description="The vertex.")
    async def node(self, info: Info) -> Node | None:
        """Return None where it was erased meanwhile."""
        return await info.context.loaders.node(self.id)


class Asked(Protocol):
    """The question behind an answer: it gives the pages."""

    async def vertices(self, first: int | None, after: str | None) -> ReachConnection:
        """Return a page of the vertices reached."""

    async def edges(self, first: int | None, after: str | None) -> Connection[ReachEdge]:
        """Return a page of the edges among the vertices that are shown."""

    async def not_followed(self) -> list[NotFollowed]:
        """Return what lies within reach and was not followed."""

    async def export(self, format_: "ExportFormat", most: int | None) -> "ReachExport":
        """Export the whole reach as a file."""


@strawberry.type(
    description="Counts of everything reached, and pages of it. The answer is complete or states what it leaves out."
)
class Reach:
    """The answer to a reach question, with the fields that say whether it is complete."""

    start: Node = strawberry.field(description="The start; for an id without a version, that of the current version.")
    start_ids: list[strawberry.ID] = strawberry.field(
        description="Ids of all starts; for an id without a version, those of every version that is current or in use."
    )
    complete: bool = strawberry.field(description="Whether the answer is complete; `notFollowed` says of what.")
    truncated_by: Truncation | None = strawberry.field(
        description="The reason why the answer is incomplete; null if it is complete."
    )
    truncated_at_depth: int | None = strawberry.field(
        description="Distance beyond which vertices may be missing; null if unknown because of an erasure."
    )
    as_of: DateTime = strawberry.field(description="The moment as of which the answer holds.")
    total_count: int = strawberry.field(description="The number of reached vertices, the start included.")
    counts_by_label: list[LabelCount] = strawberry.field(
        description="The number of vertices of the whole answer by label, most frequent first."
    )
    counts_by_kind: list[KindCount] = strawberry.field(
        description="The number of elements of the whole answer by kind, most frequent first."
    )
    counts_by_hop: list[HopCount] = strawberry.field(
        description="The number of vertices of the whole answer by hop, nearest first."
    )
    cyclic: bool | None = strawberry.field(description="Whether the reach has a cycle; null if it was truncated.")
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
        first: Annotated[
            int | None, strawberry.argument(description="The most cycles or hubs to return, 1 to 100.")
        ] = 10,
    ) -> list[Cycle]:
        """Cut the cycles to `first`: it was obeyed when the question was asked, but an alias may ask for fewer."""
        return self.found_cycles[:first]

    @strawberry.field(description="The reached vertices, nearest first, then by id. All pages hold for one moment.")
    async def vertices(self, first: First = 100, after: After = None) -> ReachConnection:
        """Keyset by hop and id, as of the first page."""
        return await self.asked.vertices(first, after)

    @strawberry.field(
        description="What lies within reach and was not followed: what earlier releases did not record, and what the"
        " question excluded. A complete answer is one in which nothing else is missing."
    )
    async def not_followed(self) -> list[NotFollowed]:
        """Read only where it is asked for."""
        return await self.asked.not_followed()

    @strawberry.field(description="Edges among the vertices of the `vertices` page of this answer.")
    async def edges(self, first: First = 500, after: After = None) -> Connection[ReachEdge]:
        """Keyset by start, kind and end."""
        return await self.asked.edges(first, after)

    @strawberry.field(
        description="The whole reach as a file, whichever page is shown: vertices nearest first, and their edges."
    )
    async def export(
        self,
        format: Annotated[
            Annotated["ExportFormat", strawberry.lazy("schema.export")],
            strawberry.argument(description="The format of the file."),
        ],
        most: Annotated[
            int | None,
            strawberry.argument(description="The most vertices; by default 20,000, in a flowchart 250."),
        ] = None,
    ) -> Annotated["ReachExport", strawberry.lazy("schema.export")]:
        """Export from the same snapshot."""
        return await self.asked.export(format, most)

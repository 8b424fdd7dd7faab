"""Region: the lines of one generated file that came from one element."""

from typing import TYPE_CHECKING, Annotated, cast

import strawberry

from schema.context import Info, Row
from schema.node import Node
from schema.scalars import DateTime

if TYPE_CHECKING:
    from schema.artefact import Artefact
    from schema.build import Build
    from schema.element import Element


@strawberry.type(description="Lines of a file, both ends included.")
class Span:
    """First and last line."""

    start: int = strawberry.field(description="First line, from 1.")
    end: int = strawberry.field(description="Last line.")


@strawberry.type(description="All lines of one generated file that came from one element.")
class Region(Node):
    """A Region vertex."""

    path: str = strawberry.field(description="Path of the file.")
    recorded_at: DateTime = strawberry.field(description="The time when it was stored.")
    stored_spans: strawberry.Private[list[int]]
    artefact_uid: strawberry.Private[str]
    build_uid: strawberry.Private[str]
    element_uid: strawberry.Private[str]

    @classmethod
    def from_row(cls, row: Row) -> "Region":
        return cls(
            id=strawberry.ID(row["uid"]),
            path=row["path"],
            recorded_at=row["recordedAt"],
            stored_spans=row["spans"],
            artefact_uid=row["artefact"],
            build_uid=row["build"],
            element_uid=row["element"],
        )

    @strawberry.field(description="The lines. A line may be in several regions.")
    def spans(self) -> list[Span]:
        """Stored flat: start, end, start, end, …"""
        flat = self.stored_spans
        return [Span(start=start, end=end) for start, end in zip(flat[::2], flat[1::2], strict=True)]

    @strawberry.field(description="The file.")
    async def artefact(self, info: Info) -> Annotated["Artefact", strawberry.lazy("schema.artefact")]:
        """Always there."""
        return cast("Artefact", await info.context.loaders.node(self.artefact_uid))

    @strawberry.field(description="The element that the lines came from.")
    async def element(self, info: Info) -> Annotated["Element", strawberry.lazy("schema.element")]:
        """Always there."""
        return cast("Element", await info.context.loaders.node(self.element_uid))

    @strawberry.field(description="The build that generated the file.")
    async def build(self, info: Info) -> Annotated["Build", strawberry.lazy("schema.build")]:
        """Always there."""
        return cast("Build", await info.context.loaders.node(self.build_uid))

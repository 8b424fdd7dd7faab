"""Anchor: something that is referred to by its own id."""

from typing import TYPE_CHECKING, Annotated

import strawberry

from schema.connection import After, Connection, First
from schema.context import Info, Row
from schema.node import Node
from schema.scalars import DateTime

if TYPE_CHECKING:
    from schema.element import Element


@strawberry.type(description="A target of references by id or name, whether or not a model defines it.")
class Anchor(Node):
    """An Anchor vertex."""

    notation: str = strawberry.field(description="The notation that the id belongs to: `bpmn`.")
    type: str = strawberry.field(description="The type of the target: `process`, `message`, …")
    target: str = strawberry.field(description="The id as it was written, without prefix.")
    scope: str = strawberry.field(
        description="The version that the anchor is local to; empty if it is global to the tenant."
    )
    namespace: str | None = strawberry.field(
        description="The namespace of documents that may define the target, if a prefix states one (BPMN 2.0.2, 8.1.3)."
    )
    recorded_at: DateTime = strawberry.field(description="The time of the first reference.")

    @classmethod
    def from_row(cls, row: Row) -> "Anchor":
        return cls(
            id=strawberry.ID(row["uid"]),
            notation=row["notation"],
            type=row["type"],
            target=row["target"],
            scope=row.get("scope", ""),
            namespace=row.get("namespace"),
            recorded_at=row["recordedAt"],
        )

    @strawberry.field(
        description="Elements that the anchor resolves to now; none for a dangling reference, several if ambiguous."
    )
    async def resolves_to(
        self, info: Info, first: First = 50, after: After = None
    ) -> Connection[Annotated["Element", strawberry.lazy("schema.element")]]:
        """Keyset by id."""
        return await info.context.loaders.page("anchor.resolutions", self.id, first, after)

    @strawberry.field(description="Elements that refer to the anchor.")
    async def mentions(
        self, info: Info, first: First = 50, after: After = None
    ) -> Connection[Annotated["Element", strawberry.lazy("schema.element")]]:
        """Keyset by id."""
        return await info.context.loaders.page("anchor.mentions", self.id, first, after)

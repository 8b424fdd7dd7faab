"""Tombstone: what is left where something was erased."""

from typing import TYPE_CHECKING, Annotated

import orjson
import strawberry
from strawberry.scalars import JSON

from schema.connection import After, Connection, First
from schema.context import Info, Row
from schema.node import Node
from schema.scalars import DateTime

if TYPE_CHECKING:
    from schema.actor import Actor


@strawberry.type(description="What is left where something was erased: answers as of a time before it are incomplete.")
class Tombstone(Node):
    """A Tombstone vertex."""

    kind: str = strawberry.field(description="What was erased: `model` or `builds`.")
    subject: str = strawberry.field(description="Id of the model; `builds` where builds of any model were pruned.")
    reason: str = strawberry.field(description="Why, as whoever did it said; may be empty.")
    recorded_at: DateTime = strawberry.field(description="When it was erased.")
    stored_counts: strawberry.Private[str]

    @classmethod
    def from_row(cls, row: Row) -> "Tombstone":
        return cls(
            id=strawberry.ID(row["uid"]),
            kind=row["kind"],
            subject=row["subject"],
            reason=row["reason"],
            recorded_at=row["recordedAt"],
            stored_counts=row["counts"],
        )

    @strawberry.field(description="How much was erased: label to number.")
    def counts(self) -> JSON:
        """Stored as JSON text."""
        return JSON(orjson.loads(self.stored_counts))

    @strawberry.field(description="Who erased it.")
    async def actors(
        self, info: Info, first: First = 10, after: After = None
    ) -> Connection[Annotated["Actor", strawberry.lazy("schema.actor")]]:
        """Keyset by id."""
        return await info.context.loaders.page("tombstone.actors", self.id, first, after)

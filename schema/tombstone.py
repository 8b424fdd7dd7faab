"""Tombstone: the record of an erasure."""

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


@strawberry.type(description="The trace of an erasure: answers as of an earlier time are incomplete.")
class Tombstone(Node):
    """A Tombstone vertex."""

    kind: str = strawberry.field(description="The kind of erasure: `model` or `builds`.")
    subject: str = strawberry.field(description="Id of the model; `builds` where builds of any model were pruned.")
    reason: str = strawberry.field(description="The reason that was given; may be empty.")
    recorded_at: DateTime = strawberry.field(description="The time of the erasure.")
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

    @strawberry.field(description="The number of erased vertices, by label.")
    def counts(self) -> JSON:
        """Stored as JSON text."""
        return JSON(orjson.loads(self.stored_counts))

    @strawberry.field(description="The actor who erased it.")
    async def actors(
        self, info: Info, first: First = 10, after: After = None
    ) -> Connection[Annotated["Actor", strawberry.lazy("schema.actor")]]:
        """Keyset by id."""
        return await info.context.loaders.page("tombstone.actors", self.id, first, after)

"""Waiver: the acceptance of a finding."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import strawberry

from schema.connection import After, Connection, First
from schema.context import Info, Row
from schema.node import Node
from schema.scalars import DateTime

if TYPE_CHECKING:
    from schema.actor import Actor


@strawberry.type(
    description="A decision to accept a finding, in every version. A waived error does not stop generation."
)
class Waiver(Node):
    """A Waiver vertex."""

    rule: str = strawberry.field(description="Id of the rule.")
    about: strawberry.ID = strawberry.field(
        description="The element whose finding is accepted, `order-to-cash#Task_Ship`, or a whole model."
    )
    reason: str = strawberry.field(description="The reason, in the words of the person who accepts it.")
    by: str = strawberry.field(description="The name of the person or service that accepts it.")
    until: date | None = strawberry.field(
        description="The last day on which the waiver is in force; null if it has no end."
    )
    recorded_at: DateTime = strawberry.field(description="The time when the waiver was made.")
    withdrawn_at: DateTime | None = strawberry.field(
        description="The time when the waiver was withdrawn; null if it was not."
    )

    @classmethod
    def from_row(cls, row: Row) -> "Waiver":
        expires, element = row.get("expires"), row.get("element")
        return cls(
            id=strawberry.ID(row["uid"]),
            rule=row["rule"],
            about=strawberry.ID(row["model"] if element is None else f"{row['model']}#{element}"),
            reason=row["reason"],
            by=row["actor"],
            until=None if expires is None else date.fromisoformat(expires),
            recorded_at=row["recordedAt"],
            withdrawn_at=row.get("until"),
        )

    @strawberry.field(description="The actors who made and withdrew the waiver.")
    async def actors(
        self, info: Info, first: First = 10, after: After = None
    ) -> Connection[Annotated["Actor", strawberry.lazy("schema.actor")]]:
        """Keyset by id."""
        return await info.context.loaders.page("waiver.actors", self.id, first, after)

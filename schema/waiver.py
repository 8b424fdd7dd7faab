"""Waiver: that somebody accepts what a rule finds."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import strawberry

from schema.connection import After, Connection, First
from schema.context import Info, Row
from schema.node import Node
from schema.scalars import DateTime

if TYPE_CHECKING:
    from schema.actor import Actor


@strawberry.type(description="That somebody accepts what a rule finds, in every version: it stops no generation then.")
class Waiver(Node):
    """A Waiver vertex."""

    rule: str = strawberry.field(description="Id of the rule.")
    about: strawberry.ID = strawberry.field(
        description="What it is accepted of: `order-to-cash#Task_Ship`, or a whole model."
    )
    reason: str = strawberry.field(description="Why, in the words of whoever accepts it.")
    by: str = strawberry.field(description="The name of who accepts it.")
    until: date | None = strawberry.field(description="The last day on which it holds; none where it holds for good.")
    recorded_at: DateTime = strawberry.field(description="When it was made.")
    withdrawn_at: DateTime | None = strawberry.field(description="When it was withdrawn; none where it was not.")

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

    @strawberry.field(description="Who accepted it, and who withdrew that.")
    async def actors(
        self, info: Info, first: First = 10, after: After = None
    ) -> Connection[Annotated["Actor", strawberry.lazy("schema.actor")]]:
        """Keyset by id."""
        return await info.context.loaders.page("waiver.actors", self.id, first, after)

"""Link: a decision that two elements of different models belong together."""

from enum import Enum
from typing import TYPE_CHECKING, Annotated

import strawberry

from schema.connection import After, Connection, First
from schema.context import Info, Row
from schema.node import Node
from schema.scalars import DateTime

if TYPE_CHECKING:
    from schema.actor import Actor


@strawberry.enum(description="The state of a link.")
class LinkStatus(Enum):
    """States of pipeline/ir/linking.py."""

    PROPOSED = strawberry.enum_value("proposed", description="Found, but not sure: a person has to decide.")
    ACCEPTED = strawberry.enum_value("accepted", description="In force: lineage, impact and paths follow it.")
    REJECTED = strawberry.enum_value("rejected", description="Rejected by a person, and never proposed again.")


@strawberry.enum(description="The way in which a link came to be.")
class LinkOrigin(Enum):
    """Origins of pipeline/ir/linking.py."""

    SIMILAR = strawberry.enum_value("similar", description="The names are alike.")
    NAME = strawberry.enum_value("name", description="The names are the same.")
    ID = strawberry.enum_value("id", description="The ids are the same, or a document names the other by its id.")
    PERSON = strawberry.enum_value("person", description="A person decided.")
    FILE = strawberry.enum_value("file", description="A file of links states it.")


@strawberry.type(
    description="A decision that two elements of different models belong together, by a matcher or a person. It holds"
    " in every version; the next decision about the two replaces it."
)
class Link(Node):
    """A Link vertex."""

    kind: str = strawberry.field(
        description="The kind, as a verb from the dependent to the dependency: `describes`, `implements`, `same`, …"
    )
    status: LinkStatus = strawberry.field(description="The state.")
    origin: LinkOrigin = strawberry.field(description="The way in which it came to be.")
    confidence: float = strawberry.field(description="The confidence, from 0 to 1; 1 for decisions of people.")
    dependent: strawberry.ID = strawberry.field(
        description="The element that depends on the other, in every version: `order-to-cash#Task_Ship`."
    )
    dependency: strawberry.ID = strawberry.field(description="The element that it depends on, likewise.")
    evidence: list[str] = strawberry.field(description="The reasons that were found for it.")
    reason: str | None = strawberry.field(description="The reason of the person who decided, if one was given.")
    by: str | None = strawberry.field(description="The name of the person who decided; null for a matcher.")
    source: str | None = strawberry.field(description="The name of the file that states it.")
    recorded_at: DateTime = strawberry.field(description="The time since which it holds.")
    until: DateTime | None = strawberry.field(description="The time when it was replaced or ended, if it was.")

    @classmethod
    def from_row(cls, row: Row) -> "Link":
        return cls(
            id=strawberry.ID(row["uid"]),
            kind=row["kind"],
            status=LinkStatus(row["status"]),
            origin=LinkOrigin(row["how"]),
            confidence=row["confidence"] / 100,
            dependent=strawberry.ID(row["dependent"]),
            dependency=strawberry.ID(row["dependency"]),
            evidence=list(row["evidence"]),
            reason=row.get("reason"),
            by=row.get("actor"),
            source=row.get("source"),
            recorded_at=row["recordedAt"],
            until=row.get("until"),
        )

    @strawberry.field(
        description="The number of vertices that the dependent adds, or would add, to the impact of the dependency now;"
        " counted up to 20,000."
    )
    async def adds_to_impact(self, info: Info) -> int:
        return (await info.context.loaders.added_impact([(self.dependency, self.dependent)]))[0]

    @strawberry.field(description="The actors who decided.")
    async def actors(
        self, info: Info, first: First = 10, after: After = None
    ) -> Connection[Annotated["Actor", strawberry.lazy("schema.actor")]]:
        """Keyset by id."""
        return await info.context.loaders.page("link.actors", self.id, first, after)

"""Actor: a person or service that did something."""

import strawberry

from schema.context import Row
from schema.node import Node
from schema.scalars import DateTime


@strawberry.type(description="A person or service that did something.")
class Actor(Node):
    """An Actor vertex."""

    issuer: str = strawberry.field(description="The issuer that identifies the actor.")
    subject: str = strawberry.field(description="The subject: the actor's name at the issuer.")
    recorded_at: DateTime = strawberry.field(description="The time of the actor's first action.")

    @classmethod
    def from_row(cls, row: Row) -> "Actor":
        return cls(
            id=strawberry.ID(row["uid"]),
            issuer=row["issuer"],
            subject=row["subject"],
            recorded_at=row["recordedAt"],
        )

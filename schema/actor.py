"""Actor: a person or service that did something."""

import strawberry

from schema.context import Row
from schema.node import Node
from schema.scalars import DateTime


@strawberry.type(description="A person or service that did something.")
class Actor(Node):
    """An Actor vertex."""

    issuer: str = strawberry.field(description="Who vouches for it.")
    subject: str = strawberry.field(description="Its name there.")
    recorded_at: DateTime = strawberry.field(description="When it first did something.")

    @classmethod
    def from_row(cls, row: Row) -> "Actor":
        return cls(
            id=strawberry.ID(row["uid"]),
            issuer=row["issuer"],
            subject=row["subject"],
            recorded_at=row["recordedAt"],
        )

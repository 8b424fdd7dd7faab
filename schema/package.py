"""Package: a dependency of generated code."""

from typing import TYPE_CHECKING, Annotated

import strawberry

from schema.connection import After, Connection, First
from schema.context import Info, Row
from schema.node import Node
from schema.scalars import DateTime

if TYPE_CHECKING:
    from schema.build import Build


@strawberry.type(description="A dependency that generated code pins.")
class Package(Node):
    """A Package vertex."""

    purl: str = strawberry.field(description="Package URL, such as `pkg:pypi/temporalio@1.10.0`.")
    name: str = strawberry.field(description="Name in its ecosystem.")
    version: str = strawberry.field(description="The pinned version.")
    ecosystem: str = strawberry.field(description="The ecosystem, such as `pypi`.")
    recorded_at: DateTime = strawberry.field(description="The time when the package was first used.")

    @classmethod
    def from_row(cls, row: Row) -> "Package":
        return cls(
            id=strawberry.ID(row["uid"]),
            purl=row["purl"],
            name=row["name"],
            version=row["version"],
            ecosystem=row["ecosystem"],
            recorded_at=row["recordedAt"],
        )

    @strawberry.field(description="Builds whose code pins it, newest first.")
    async def builds(
        self, info: Info, first: First = 50, after: After = None
    ) -> Connection[Annotated["Build", strawberry.lazy("schema.build")]]:
        """Keyset by time."""
        return await info.context.loaders.page("package.builds", self.id, first, after)

"""Model: what one document describes, over all its versions."""

from typing import TYPE_CHECKING, Annotated, cast

import strawberry

from schema.connection import After, Connection, First
from schema.context import Info, Row
from schema.node import Node
from schema.scalars import DateTime

if TYPE_CHECKING:
    from schema.build import Build
    from schema.version import Version


@strawberry.type(description="What one document describes, over all its versions.")
class Model(Node):
    """A Model vertex; its name and kind are those of its current version."""

    until: DateTime | None = strawberry.field(description="The time when the model was retired; null if it is not.")
    as_of: strawberry.Private[str | None] = None

    @classmethod
    def from_row(cls, row: Row) -> "Model":
        return cls(id=strawberry.ID(row["uid"]), until=row.get("until"))

    @strawberry.field(description="Name that its current version states, else its id.")
    async def name(self, info: Info) -> str:
        version = await self._current(info)
        return version.name if version and version.name else self.id

    @strawberry.field(description="Format of its current version, such as `bpmn`.")
    async def kind(self, info: Info) -> str | None:
        version = await self._current(info)
        return version.format if version else None

    @strawberry.field(description="The newest version, or the newest at the time that was asked for.")
    async def current(self, info: Info) -> Annotated["Version", strawberry.lazy("schema.version")] | None:
        return await self._current(info)

    @strawberry.field(description="The versions, newest first.")
    async def versions(
        self, info: Info, first: First = 50, after: After = None
    ) -> Connection[Annotated["Version", strawberry.lazy("schema.version")]]:
        """Keyset by number."""
        return await info.context.loaders.page("model.versions", self.id, first, after, self.as_of)

    @strawberry.field(description="Builds from any version of the model, newest first.")
    async def builds(
        self, info: Info, first: First = 50, after: After = None
    ) -> Connection[Annotated["Build", strawberry.lazy("schema.build")]]:
        """Keyset by time."""
        return await info.context.loaders.page("model.builds", self.id, first, after, self.as_of)

    async def _current(self, info: Info) -> "Version | None":
        return cast("Version | None", await info.context.loaders.current(self.id, self.as_of))

"""Artefact: one generated file."""

import base64
from enum import Enum
from typing import TYPE_CHECKING, Annotated, cast

import strawberry

from schema.connection import After, Connection, First
from schema.context import Info, Row
from schema.node import Node
from schema.scalars import DateTime
from schema.staleness import StaleReason
from schema.text import as_text

if TYPE_CHECKING:
    from schema.build import Build
    from schema.region import Region


@strawberry.enum(description="The owner of a file once it has been generated.")
class Owner(Enum):
    """GraphQL enum of the owners in pipeline.ir.generated."""

    GENERATED = strawberry.enum_value(
        "generated", description="Ameide owns the file: it may be generated again at any time."
    )
    YOURS = strawberry.enum_value(
        "yours", description="The user owns the file: the generated text is a starting point."
    )


@strawberry.type(description="One generated file.")
class Artefact(Node):
    """An Artefact vertex."""

    path: str = strawberry.field(description="Relative path of the file, with `/`.")
    digest: str = strawberry.field(description="SHA-256 of the bytes, 64 hex digits.")
    size: int = strawberry.field(description="Length in bytes.")
    media_type: str = strawberry.field(description="The media type, such as `text/x-python`.")
    owner: Owner | None = strawberry.field(
        description="The owner of the file after generation; null if the release that generated it did not record one."
    )
    recorded_at: DateTime = strawberry.field(description="The time when it was stored.")
    build_uid: strawberry.Private[str]

    @classmethod
    def from_row(cls, row: Row) -> "Artefact":
        return cls(
            id=strawberry.ID(row["uid"]),
            path=row["path"],
            digest=row["digest"],
            size=row["size"],
            media_type=row["mediaType"],
            owner=Owner(row["owner"]) if row.get("owner") else None,
            recorded_at=row["recordedAt"],
            build_uid=row["build"],
        )

    @strawberry.field(description="The text; null if the file is not text.")
    async def content(self, info: Info) -> str | None:
        """Decoded bytes."""
        return as_text(await info.context.loaders.bytes_of(self.digest))

    @strawberry.field(description="The bytes, in base64.")
    async def content_base64(self, info: Info) -> str:
        """Encoded bytes."""
        return base64.b64encode(await info.context.loaders.bytes_of(self.digest)).decode()

    @strawberry.field(description="The build that generated the file.")
    async def build(self, info: Info) -> Annotated["Build", strawberry.lazy("schema.build")]:
        """Always there."""
        return cast("Build", await info.context.loaders.node(self.build_uid))

    @strawberry.field(description="The regions of the file: which lines came from which element.")
    async def regions(
        self, info: Info, first: First = 100, after: After = None
    ) -> Connection[Annotated["Region", strawberry.lazy("schema.region")]]:
        """Keyset by id."""
        return await info.context.loaders.page("artefact.regions", self.id, first, after)

    @strawberry.field(description="Whether any input is no longer current.")
    async def stale(self, info: Info) -> bool:
        """Tell for now, at any asOf: what another release of Ameide would do is not known."""
        return bool(await info.context.loaders.stale_reasons(self.build_uid))

    @strawberry.field(
        description="Inputs that are not current: model, templates, generator, packages. Empty if all are."
    )
    async def stale_reasons(self, info: Info) -> list[StaleReason]:
        return await info.context.loaders.stale_reasons(self.build_uid)

"""Source: a document as it was received."""

import base64
from typing import TYPE_CHECKING, Annotated

import strawberry

from schema.connection import After, Connection, First
from schema.context import Info, Row
from schema.node import Node
from schema.scalars import DateTime
from schema.text import as_text

if TYPE_CHECKING:
    from schema.version import Version


@strawberry.type(description="A document as it was received.")
class Source(Node):
    """A Source vertex."""

    digest: str = strawberry.field(description="SHA-256 of the bytes, 64 hex digits.")
    size: int = strawberry.field(description="Length in bytes.")
    recorded_at: DateTime = strawberry.field(description="The time when the document was first received.")

    @classmethod
    def from_row(cls, row: Row) -> "Source":
        return cls(id=strawberry.ID(row["uid"]), digest=row["digest"], size=row["size"], recorded_at=row["recordedAt"])

    @strawberry.field(description="The text; null if it is not UTF-8.")
    async def content(self, info: Info) -> str | None:
        """Decoded bytes."""
        return as_text(await info.context.loaders.bytes_of(self.digest))

    @strawberry.field(description="The bytes, in base64.")
    async def content_base64(self, info: Info) -> str:
        """Encoded bytes."""
        return base64.b64encode(await info.context.loaders.bytes_of(self.digest)).decode()

    @strawberry.field(description="Versions that were read from it.")
    async def versions(
        self, info: Info, first: First = 50, after: After = None
    ) -> Connection[Annotated["Version", strawberry.lazy("schema.version")]]:
        """Keyset by id."""
        return await info.context.loaders.page("source.versions", self.id, first, after)

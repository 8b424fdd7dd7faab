"""Version: one immutable state of a model."""

from typing import TYPE_CHECKING, Annotated, cast

import strawberry

from schema.connection import After, Connection, First
from schema.context import Info, Row
from schema.node import Node
from schema.scalars import AsOf, DateTime

if TYPE_CHECKING:
    from schema.actor import Actor
    from schema.build import Build
    from schema.element import Element
    from schema.finding import Finding
    from schema.model import Model
    from schema.source import Source


@strawberry.type(description="One immutable state of a model.")
class Version(Node):
    """A Version vertex."""

    number: int = strawberry.field(description="The number of the version, counted from 1.")
    name: str = strawberry.field(description="The name that the document states; may be empty.")
    format: str = strawberry.field(description="The format, such as `bpmn`.")
    parser: str = strawberry.field(description="The parser and its version: `bpmn/1`.")
    content_digest: str = strawberry.field(
        description="SHA-256 of the content without layout and positions: equal if only the drawing changed."
    )
    element_count: int = strawberry.field(description="The number of elements.")
    xml_element_count: int | None = strawberry.field(
        description="XML elements in the document; equals elementCount + foldedCount + reportedCount."
    )
    folded_count: int | None = strawberry.field(description="XML elements kept verbatim inside an element.")
    reported_count: int | None = strawberry.field(description="XML elements that could not be kept, each reported.")
    source_name: str | None = strawberry.field(description="File name of the document.")
    source_commit: str | None = strawberry.field(description="Commit of the document.")
    source_author: str | None = strawberry.field(description="Author of the document, as its repository names them.")
    source_origin: str | None = strawberry.field(
        description="Address of the repository, archive or folder from which the document was imported."
    )
    recorded_at: DateTime = strawberry.field(description="The time when it was stored.")
    model_uid: strawberry.Private[str]
    source_uid: strawberry.Private[str]

    @classmethod
    def from_row(cls, row: Row) -> "Version":
        return cls(
            id=strawberry.ID(row["uid"]),
            number=row["number"],
            name=row.get("name", ""),
            format=row["format"],
            parser=row["parser"],
            content_digest=row["contentDigest"],
            element_count=row["elements"],
            xml_element_count=row.get("xmlElements"),
            folded_count=row.get("folded"),
            reported_count=row.get("reported"),
            source_name=row.get("sourceName"),
            source_commit=row.get("sourceCommit"),
            source_author=row.get("sourceAuthor"),
            source_origin=row.get("sourceOrigin"),
            recorded_at=row["recordedAt"],
            model_uid=row["model"],
            source_uid=f"source:sha256:{row['sourceDigest']}",
        )

    @strawberry.field(description="The model.")
    async def model(self, info: Info) -> Annotated["Model", strawberry.lazy("schema.model")]:
        """Always there."""
        return cast("Model", await info.context.loaders.node(self.model_uid))

    @strawberry.field(description="The document as it was received.")
    async def source(self, info: Info) -> Annotated["Source", strawberry.lazy("schema.source")]:
        """Always there."""
        return cast("Source", await info.context.loaders.node(self.source_uid))

    @strawberry.field(description="The current version of the model; null if this is the current one.")
    async def superseded_by(self, info: Info) -> Annotated["Version", strawberry.lazy("schema.version")] | None:
        current = cast("Version | None", await info.context.loaders.current(self.model_uid))
        return None if current is None or current.number <= self.number else current

    @strawberry.field(description="The elements of the document, in its order.")
    async def elements(
        self, info: Info, first: First = 100, after: After = None
    ) -> Connection[Annotated["Element", strawberry.lazy("schema.element")]]:
        """Keyset by position."""
        return await info.context.loaders.page("version.elements", self.id, first, after)

    @strawberry.field(description="Open findings in the version, in the order of the document.")
    async def findings(
        self, info: Info, first: First = 100, after: After = None, as_of: AsOf = None
    ) -> Connection[Annotated["Finding", strawberry.lazy("schema.finding")]]:
        """Keyset by line."""
        return await info.context.loaders.page("version.findings", self.id, first, after, as_of)

    @strawberry.field(description="Builds from the version, newest first.")
    async def builds(
        self, info: Info, first: First = 50, after: After = None
    ) -> Connection[Annotated["Build", strawberry.lazy("schema.build")]]:
        """Keyset by time."""
        return await info.context.loaders.page("version.builds", self.id, first, after)

    @strawberry.field(description="The actor who imported the version.")
    async def actors(
        self, info: Info, first: First = 10, after: After = None
    ) -> Connection[Annotated["Actor", strawberry.lazy("schema.actor")]]:
        """Keyset by id."""
        return await info.context.loaders.page("version.actors", self.id, first, after)

"""Element: one part of one version, with its place in the document."""

from typing import TYPE_CHECKING, Annotated, cast

import orjson
import strawberry
from strawberry.scalars import JSON

from schema.connection import After, Connection, First
from schema.context import Info, Row
from schema.node import Node
from schema.scalars import AsOf, DateTime

if TYPE_CHECKING:
    from schema.anchor import Anchor
    from schema.finding import Finding
    from schema.region import Region
    from schema.version import Version


@strawberry.type(description="One part of one version of a model, with its place in the document.")
class Element(Node):
    """An Element vertex."""

    source_id: str | None = strawberry.field(description="The id as the document states it.")
    kind: str = strawberry.field(
        description="The kind of the element, in the terms of its standard: `userTask`, `sequenceFlow`."
    )
    name: str = strawberry.field(description="The name; may be empty.")
    documentation: str = strawberry.field(description="The documentation of the element; may be empty.")
    line: int = strawberry.field(description="Line of the document where the element begins, from 1.")
    path: str = strawberry.field(description="The place in the document: an XPath, JSON pointer or RDF subject.")
    xpath: str = strawberry.field(
        description="The place in the document.", deprecation_reason="Use `path`: only XML documents have an XPath."
    )
    position: int = strawberry.field(description="The position in document order, from 0.")
    digest: str = strawberry.field(
        description="SHA-256 of the element's own content: equal in two versions if unchanged."
    )
    folded_count: int = strawberry.field(description="The number of XML elements in `folded`.")
    recorded_at: DateTime = strawberry.field(description="The time when it was stored.")
    version_uid: strawberry.Private[str]
    stored_properties: strawberry.Private[str]
    stored_folded: strawberry.Private[str | None]
    as_of: strawberry.Private[str | None] = None
    """The moment that the question is about, where it is about one."""

    @classmethod
    def from_row(cls, row: Row) -> "Element":
        return cls(
            id=strawberry.ID(row["uid"]),
            source_id=row.get("sourceId"),
            kind=row["kind"],
            name=row.get("name", ""),
            documentation=row.get("documentation", ""),
            line=row["line"],
            path=row["xpath"],
            xpath=row["xpath"],
            position=row["position"],
            digest=row["digest"],
            folded_count=row.get("foldedCount", 0),
            recorded_at=row["recordedAt"],
            version_uid=row["version"],
            stored_properties=row.get("properties", "{}"),
            stored_folded=row.get("folded"),
        )

    @strawberry.field(description="All other attributes that the document states.")
    def properties(self) -> JSON:
        """Stored as JSON text."""
        return JSON(orjson.loads(self.stored_properties))

    @strawberry.field(
        description="Parts without a vertex of their own, as XML, verbatim: extensions, expressions, diagram."
    )
    async def folded(self, info: Info) -> str | None:
        """Answers of reach and search leave it out: it is as long as a diagram is large."""
        if self.stored_folded is not None or not self.folded_count:
            return self.stored_folded
        return cast("Element", await info.context.loaders.node(self.id)).stored_folded

    @strawberry.field(description="The version that contains the element.")
    async def version(self, info: Info) -> Annotated["Version", strawberry.lazy("schema.version")]:
        """Always there."""
        return cast("Version", await info.context.loaders.node(self.version_uid))

    @strawberry.field(description="The elements directly inside, in document order.")
    async def children(
        self, info: Info, first: First = 100, after: After = None
    ) -> Connection[Annotated["Element", strawberry.lazy("schema.element")]]:
        """Keyset by position."""
        return await info.context.loaders.page("element.children", self.id, first, after)

    @strawberry.field(description="The element that directly contains this one.")
    async def parents(
        self, info: Info, first: First = 10, after: After = None
    ) -> Connection[Annotated["Element", strawberry.lazy("schema.element")]]:
        """Keyset by position."""
        return await info.context.loaders.page("element.parents", self.id, first, after)

    @strawberry.field(description="The anchors that the element refers to.")
    async def references(
        self, info: Info, first: First = 50, after: After = None
    ) -> Connection[Annotated["Anchor", strawberry.lazy("schema.anchor")]]:
        """Keyset by id."""
        return await info.context.loaders.page("element.references", self.id, first, after)

    @strawberry.field(description="Regions of generated files that came from the element.")
    async def regions(
        self, info: Info, first: First = 50, after: After = None
    ) -> Connection[Annotated["Region", strawberry.lazy("schema.region")]]:
        """Keyset by id."""
        return await info.context.loaders.page("element.regions", self.id, first, after)

    @strawberry.field(description="Open findings about the element.")
    async def findings(
        self, info: Info, first: First = 50, after: After = None, as_of: AsOf = None
    ) -> Connection[Annotated["Finding", strawberry.lazy("schema.finding")]]:
        """Keyset by line."""
        return await info.context.loaders.page("element.findings", self.id, first, after, as_of or self.as_of)

    @strawberry.field(
        description="Lines of all files of the current builds, the last of each target, that came from the element with"
        " this id, in whichever version of the model each build used."
    )
    async def current_regions(
        self, info: Info, as_of: AsOf = None
    ) -> list[Annotated["Region", strawberry.lazy("schema.region")]]:
        return await info.context.loaders.current_regions(self.id, as_of or self.as_of)

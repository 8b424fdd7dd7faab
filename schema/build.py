"""Build: one generation run."""

from typing import TYPE_CHECKING, Annotated, cast

import orjson
import strawberry
from strawberry.scalars import JSON

from schema.connection import After, Connection, First
from schema.context import Info, Row
from schema.node import Node
from schema.scalars import DateTime
from schema.staleness import StaleReason

if TYPE_CHECKING:
    from schema.actor import Actor
    from schema.artefact import Artefact
    from schema.package import Package
    from schema.version import Version
    from schema.waiver import Waiver


@strawberry.type(description="One run of code generation: its inputs, its tool, and its output.")
class Build(Node):
    """A Build vertex."""

    target: str = strawberry.field(description="The target, such as `temporal-python`.")
    ameide_version: str = strawberry.field(description="Version of Ameide that ran it.")
    builder_commit: str | None = strawberry.field(description="Commit of Ameide that ran it, where known.")
    builder_digest: str = strawberry.field(description="SHA-256 over the code and templates of Ameide that ran.")
    source_commit: str | None = strawberry.field(description="Commit that the document came from, where known.")
    source_digest: str = strawberry.field(description="SHA-256 of the document that was used.")
    started_at: DateTime = strawberry.field(description="The time when the build began.")
    finished_at: DateTime = strawberry.field(description="The time when the build ended.")
    recorded_at: DateTime = strawberry.field(description="The time when it was stored.")
    version_uid: strawberry.Private[str]
    stored_options: strawberry.Private[str]
    stored_templates: strawberry.Private[str]
    waiver_uids: strawberry.Private[list[str]]

    @classmethod
    def from_row(cls, row: Row) -> "Build":
        return cls(
            id=strawberry.ID(row["uid"]),
            target=row["target"],
            ameide_version=row["ameideVersion"],
            builder_commit=row.get("builderCommit"),
            builder_digest=row["builderDigest"],
            source_commit=row.get("sourceCommit"),
            source_digest=row["sourceDigest"],
            started_at=row["startedAt"],
            finished_at=row["finishedAt"],
            recorded_at=row["recordedAt"],
            version_uid=row["version"],
            stored_options=row.get("options", "{}"),
            stored_templates=row.get("templates", "{}"),
            waiver_uids=row.get("waivers", []),
        )

    @strawberry.field(description="The options, defaults included.")
    def options(self) -> JSON:
        """Stored as JSON text."""
        return JSON(orjson.loads(self.stored_options))

    @strawberry.field(description="The templates that were used: path to SHA-256.")
    def templates(self) -> JSON:
        """Stored as JSON text."""
        return JSON(orjson.loads(self.stored_templates))

    @strawberry.field(description="The version of the model that it used.")
    async def version(self, info: Info) -> Annotated["Version", strawberry.lazy("schema.version")]:
        """Always there."""
        return cast("Version", await info.context.loaders.node(self.version_uid))

    @strawberry.field(description="Waivers in force when the build ran; without them, errors would have stopped it.")
    async def waivers(self, info: Info) -> list[Annotated["Waiver", strawberry.lazy("schema.waiver")]]:
        return cast("list[Waiver]", await info.context.loaders.nodes(self.waiver_uids))

    @strawberry.field(description="The generated files, by path.")
    async def artefacts(
        self, info: Info, first: First = 100, after: After = None
    ) -> Connection[Annotated["Artefact", strawberry.lazy("schema.artefact")]]:
        """Keyset by id, which ends in the path."""
        return await info.context.loaders.page("build.artefacts", self.id, first, after)

    @strawberry.field(description="The packages that the generated code pins.")
    async def packages(
        self, info: Info, first: First = 100, after: After = None
    ) -> Connection[Annotated["Package", strawberry.lazy("schema.package")]]:
        """Keyset by id."""
        return await info.context.loaders.page("build.packages", self.id, first, after)

    @strawberry.field(description="The actor who started the build.")
    async def actors(
        self, info: Info, first: First = 10, after: After = None
    ) -> Connection[Annotated["Actor", strawberry.lazy("schema.actor")]]:
        """Keyset by id."""
        return await info.context.loaders.page("build.actors", self.id, first, after)

    @strawberry.field(description="Whether any input is no longer current.")
    async def stale(self, info: Info) -> bool:
        """Tell for now, at any asOf: what another release of Ameide would do is not known."""
        return bool(await info.context.loaders.stale_reasons(self.id))

    @strawberry.field(
        description="Inputs that are not current: model, templates, generator, packages. Empty if all are."
    )
    async def stale_reasons(self, info: Info) -> list[StaleReason]:
        return await info.context.loaders.stale_reasons(self.id)

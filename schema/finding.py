"""Finding: one result of a rule."""

from enum import Enum
from typing import TYPE_CHECKING, Annotated, cast

import strawberry

from schema.context import Info, Row
from schema.node import Node
from schema.scalars import AsOf, DateTime

if TYPE_CHECKING:
    from schema.element import Element
    from schema.version import Version
    from schema.waiver import Waiver


@strawberry.enum(description="The severity of a finding. Only an error stops generation.")
class Severity(Enum):
    """GraphQL enum of the severities in pipeline.ir.finding."""

    ERROR = strawberry.enum_value("error", description="The model cannot be executed as stated; stops generation.")
    WARNING = strawberry.enum_value("warning", description="The model probably does not mean what was intended.")
    INFO = strawberry.enum_value("info", description="Information that may be useful.")


@strawberry.type(description="One result of one rule.")
class Finding(Node):
    """A Finding vertex."""

    rule: str = strawberry.field(description="Id of the rule.")
    rule_version: int | None = strawberry.field(description="Version of the rule.")
    severity: Severity = strawberry.field(description="The severity.")
    message: str = strawberry.field(description="What is wrong and what to do about it.")
    line: int | None = strawberry.field(description="Line of the document.")
    recorded_at: DateTime = strawberry.field(description="The time when it was found.")
    until: DateTime | None = strawberry.field(
        description="The time when the finding was closed; null while it is open."
    )
    element_uid: strawberry.Private[str | None]
    trace_uids: strawberry.Private[list[str]]
    version_uid: strawberry.Private[str]

    @classmethod
    def from_row(cls, row: Row) -> "Finding":
        return cls(
            id=strawberry.ID(row["uid"]),
            rule=row["rule"],
            rule_version=row.get("ruleVersion"),
            severity=Severity(row["severity"]),
            message=row["message"],
            line=row.get("line"),
            recorded_at=row["recordedAt"],
            until=row.get("until"),
            element_uid=row.get("element"),
            trace_uids=row.get("trace", []),
            version_uid=row["version"],
        )

    @strawberry.field(description="The element that the finding is about; null if it is about the document as a whole.")
    async def element(self, info: Info) -> Annotated["Element", strawberry.lazy("schema.element")] | None:
        if self.element_uid is None:
            return None
        return cast("Element | None", await info.context.loaders.node(self.element_uid))

    @strawberry.field(
        description="A counter-example: elements in the order in which they run until it happens. Empty for most rules."
    )
    async def trace(self, info: Info) -> list[Annotated["Element", strawberry.lazy("schema.element")]]:
        return cast("list[Element]", await info.context.loaders.nodes(self.trace_uids))

    @strawberry.field(description="The version that the finding is in.")
    async def version(self, info: Info) -> Annotated["Version", strawberry.lazy("schema.version")]:
        """Always there."""
        return cast("Version", await info.context.loaders.node(self.version_uid))

    @strawberry.field(description="The waiver that accepts the finding; null if it is not waived.")
    async def waiver(
        self, info: Info, as_of: AsOf = None
    ) -> Annotated["Waiver", strawberry.lazy("schema.waiver")] | None:
        """Return the waiver of its element before that of its model."""
        return cast(
            "Waiver | None", await info.context.loaders.waiver((self.rule, self.version_uid, self.element_uid), as_of)
        )

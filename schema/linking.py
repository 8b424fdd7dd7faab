"""Types for deciding about links."""

from enum import Enum

import strawberry

from schema.link import Link, LinkOrigin, LinkStatus
from schema.problem import Problem


@strawberry.enum(description="The order of links.")
class LinkOrder(Enum):
    """Orders of `links`."""

    CONFIDENCE = strawberry.enum_value("confidence", description="The surest first.")
    IMPACT = strawberry.enum_value(
        "impact",
        description="Those first that add most to the impact of their dependencies, among the 200 surest; the others"
        " follow by confidence.",
    )


@strawberry.input(description="Filter of links: all conditions must hold.")
class LinkFilter:
    """Filter of `links`."""

    status: LinkStatus | None = strawberry.field(default=None, description="Only links of this status.")
    kind: str | None = strawberry.field(default=None, description="Only links of this kind, such as `describes`.")
    origin: LinkOrigin | None = strawberry.field(default=None, description="Only links of this origin.")
    of: strawberry.ID | None = strawberry.field(
        default=None, description="Only links of this model, or of this element: `order-to-cash#Task_Ship`."
    )
    min_confidence: float | None = strawberry.field(default=None, description="Only links of at least this confidence.")


@strawberry.input(description="Two elements of current versions to link.")
class LinkInput:
    """Input of linkElements, and an entry of applyLinks."""

    from_: strawberry.ID = strawberry.field(
        name="from", description="An element, without a version: `order-to-cash#Task_Ship`."
    )
    to: strawberry.ID = strawberry.field(description="The other element.")
    kind: str | None = strawberry.field(
        default=None,
        description="The kind: that of a matcher, or `relates`. By default that of the matcher for what the two are."
        " Where a matcher says which one depends on the other, their order does not matter; else `from` depends on"
        " `to`.",
    )
    reason: str = strawberry.field(default="", description="The reason; stored with the link.")
    rejected: bool = strawberry.field(default=False, description="State that the two are not linked.")


@strawberry.input(description="A link to end: by its id, or by its elements.")
class UnlinkInput:
    """Input of unlink."""

    link: strawberry.ID | None = strawberry.field(default=None, description="Id of the link.")
    from_: strawberry.ID | None = strawberry.field(name="from", default=None, description="One of the two elements.")
    to: strawberry.ID | None = strawberry.field(default=None, description="The other element.")
    kind: str | None = strawberry.field(default=None, description="The kind, as of linkElements.")
    reason: str = strawberry.field(default="", description="The reason; stored with the decision.")


@strawberry.input(description="Links to decide about, all or none.")
class DecideLinksInput:
    """Input of acceptLink and rejectLink."""

    links: list[strawberry.ID] = strawberry.field(description="Ids of links, at most 1,000.")
    reason: str = strawberry.field(default="", description="The reason; stored with the decision.")


@strawberry.input(description="Decisions to take back, all or none.")
class UndoLinksInput:
    """Input of undoLinks."""

    links: list[strawberry.ID] = strawberry.field(description="Ids of links that a person decided, at most 1,000.")


@strawberry.input(description="All links of one file.")
class ApplyLinksInput:
    """Input of applyLinks."""

    source: str = strawberry.field(description="The name of the file; links that it stated before and not now, end.")
    links: list[LinkInput] = strawberry.field(description="The links, at most 1,000.")


@strawberry.type(description="The result of deciding about links.")
class LinkPayload:
    """Answer of all mutations of links."""

    links: list[Link] = strawberry.field(description="The links as they are now, in the order of the input.")
    problems: list[Problem] = strawberry.field(description="The reasons why nothing was changed.")

    @strawberry.field(description="The first of the links.")
    def link(self) -> Link | None:
        return self.links[0] if self.links else None


@strawberry.type(description="The reasons why two elements are linked or not.")
class LinkReasons:
    """Answer of whyLinked."""

    linked: bool = strawberry.field(description="Whether lineage and impact pass between the two directly.")
    reasons: list[str] = strawberry.field(description="The reasons, in sentences.")
    links: list[Link] = strawberry.field(description="All links of the two, the present one first, then by time.")

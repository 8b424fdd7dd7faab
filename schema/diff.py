"""ModelDiff: what two models have different, element by element."""

from enum import Enum
from typing import TYPE_CHECKING, Annotated, Protocol, cast

import strawberry
from strawberry.scalars import JSON

from schema.connection import After, Connection, First
from schema.context import Info

if TYPE_CHECKING:
    from schema.element import Element
    from schema.version import Version


@strawberry.enum(description="How an element differs. Only `ID` and `LAYOUT` leave its meaning as it was.")
class Change(Enum):
    """GraphQL enum of Change in pipeline/ir/difference.py."""

    ADDED = strawberry.enum_value("added", description="It is in the second model only.")
    REMOVED = strawberry.enum_value("removed", description="It is in the first model only.")
    CHANGED = strawberry.enum_value("changed", description="It has other properties.")
    MOVED = strawberry.enum_value("moved", description="It has another parent.")
    REROUTED = strawberry.enum_value("rerouted", description="A flow or association: another source or target.")
    ATTACHED = strawberry.enum_value("attached", description="A boundary event: it sits on another activity.")
    ID = strawberry.enum_value("id", description="The document states another id for it.")
    LAYOUT = strawberry.enum_value("layout", description="It is drawn elsewhere, or otherwise.")


@strawberry.enum(description="What two elements were taken to be the same by.")
class MatchedBy(Enum):
    """GraphQL enum of By in pipeline/ir/difference.py."""

    ID = strawberry.enum_value("id", description="Both documents state the same id.")
    MEANING = strawberry.enum_value("meaning", description="Kind, name and neighbourhood.")


@strawberry.enum(description="How a difference is shown.")
class DiffFormat(Enum):
    """GraphQL enum of the renderers in pipeline/operations/diff.py."""

    TEXT = strawberry.enum_value("text", description="For a terminal.")
    MARKDOWN = strawberry.enum_value("markdown", description="For a pull request; all foreign text in code spans.")
    JSON = strawberry.enum_value("json", description="For a program: every entry, names as the documents have them.")


@strawberry.type(description="How many elements changed in one way; an element may count in several.")
class ChangeCount:
    """The number of elements with one change."""

    change: Change = strawberry.field(description="The way.")
    count: int = strawberry.field(description="How many.")


@strawberry.type(description="How elements of one kind changed.")
class KindChanges:
    """The numbers of changes of one kind of element."""

    kind: str = strawberry.field(description="The kind, such as `userTask`.")
    counts: list[ChangeCount] = strawberry.field(description="In which ways, and how many.")


@strawberry.type(description="One property that changed. Ids in values are compared by what they mean.")
class PropertyChange:
    """A changed property. Of attributes and extensions, only the parts that differ."""

    name: str = strawberry.field(description="The property, such as `name`, `condition` or `parent`.")
    before: JSON | None = strawberry.field(description="Its value in the first model.")
    after: JSON | None = strawberry.field(description="Its value in the second model.")


@strawberry.type(description="Why two elements are taken to be one.")
class Match:
    """GraphQL type of Match in pipeline/ir/difference.py."""

    by: MatchedBy = strawberry.field(description="What says so.")
    score: float = strawberry.field(description="How alike they are, from 0 to 1; 1 where the id says it.")
    reasons: list[str] = strawberry.field(description="What speaks for it.")


@strawberry.type(description="An element where it stands in its document.")
class Place:
    """The place of an element; drafts have them too, although their elements are not in the graph."""

    source_id: str | None = strawberry.field(description="Its id as the document states it.")
    kind: str = strawberry.field(description="What it is, such as `userTask`.")
    name: str = strawberry.field(description="Its name; may be empty.")
    line: int = strawberry.field(description="Line of the document where it begins, from 1.")


@strawberry.type(description="An element that is not the same in both models.")
class ElementDifference:
    """An entry of ModelDiff."""

    changes: list[Change] = strawberry.field(description="How it differs.")
    kind: str = strawberry.field(description="Its kind now; of what is removed, its last.")
    place_before: Place | None = strawberry.field(description="Where it stands in the first document, if it does.")
    place_after: Place | None = strawberry.field(description="Where it stands in the second document, if it does.")
    properties: list[PropertyChange] = strawberry.field(description="Which properties changed, with both values.")
    match: Match | None = strawberry.field(description="Why both are one; none where it is in one model only.")
    before_uid: strawberry.Private[str | None]
    after_uid: strawberry.Private[str | None]

    @strawberry.field(description="The element of the first model; none where it is added.")
    async def before(self, info: Info) -> Annotated["Element", strawberry.lazy("schema.element")] | None:
        """Read together with those of the other entries."""
        return await _element(info, self.before_uid)

    @strawberry.field(description="The element of the second model; none where it is removed, or of a draft.")
    async def after(self, info: Info) -> Annotated["Element", strawberry.lazy("schema.element")] | None:
        """Read together with those of the other entries."""
        return await _element(info, self.after_uid)


class Compared(Protocol):
    """The comparison behind a ModelDiff: it gives the pages, and shows itself."""

    def entries(
        self, first: int | None, after: str | None, changes: list[Change] | None
    ) -> Connection[ElementDifference]:
        """Return a page of entries."""

    async def rendered(self, format_: DiffFormat, most: int | None) -> str:
        """Render the whole difference as text."""


@strawberry.type(description="What the second model has different from the first, element by element.")
class ModelDiff:
    """The difference between two models, explained in docs/diff.md."""

    from_: Annotated["Version", strawberry.lazy("schema.version")] = strawberry.field(
        name="from", description="The first version."
    )
    to: Annotated["Version", strawberry.lazy("schema.version")] | None = strawberry.field(
        description="The second version; none where it is a draft."
    )
    identical: bool = strawberry.field(description="Whether nothing differs at all.")
    same_meaning: bool = strawberry.field(description="Whether nothing differs but ids, layout and order.")
    layout_only: bool = strawberry.field(
        description="Whether something differs, and it is how it is drawn or the order of the document, nothing else."
    )
    reordered: bool = strawberry.field(description="Whether what both have stands in another order in the document.")
    unchanged_count: int = strawberry.field(description="How many elements are the same in everything.")
    matched_by_id_count: int = strawberry.field(description="How many elements were recognised by their id.")
    matched_by_meaning_count: int = strawberry.field(description="How many were recognised by what they mean.")
    counts_by_change: list[ChangeCount] = strawberry.field(description="How many elements changed in which way.")
    counts_by_kind: list[KindChanges] = strawberry.field(description="The same for each kind of element, by name.")
    compared: strawberry.Private[Compared]

    @strawberry.field(description="What differs, as it stands in the second model; what is removed, as it stood.")
    def entries(
        self,
        first: First = 100,
        after: After = None,
        changes: Annotated[
            list[Change] | None, strawberry.argument(description="Only what differs in one of these ways.")
        ] = None,
    ) -> Connection[ElementDifference]:
        """Keyset by place; a cursor is of this very comparison."""
        return self.compared.entries(first, after, changes)

    @strawberry.field(description="All of it as text, as `ameide diff` prints it.")
    async def rendered(
        self,
        format: Annotated[DiffFormat, strawberry.argument(description="For whom.")],
        most: Annotated[
            int | None, strawberry.argument(description="How many elements to show, all where nothing is said.")
        ] = None,
    ) -> str:
        """JSON always holds all."""
        return await self.compared.rendered(format, most)


async def _element(info: Info, uid: str | None) -> "Element | None":
    return None if uid is None else cast("Element | None", await info.context.loaders.node(uid))

"""ModelDiff: the differences of two models, element by element."""

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

    ADDED = strawberry.enum_value("added", description="The element is in the second model only.")
    REMOVED = strawberry.enum_value("removed", description="The element is in the first model only.")
    CHANGED = strawberry.enum_value("changed", description="Properties of the element changed.")
    MOVED = strawberry.enum_value("moved", description="The parent of the element changed.")
    REROUTED = strawberry.enum_value("rerouted", description="The source or target of a flow or association changed.")
    ATTACHED = strawberry.enum_value("attached", description="A boundary event is attached to another activity.")
    ID = strawberry.enum_value("id", description="The id in the document changed.")
    LAYOUT = strawberry.enum_value("layout", description="The drawing of the element changed.")


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

    change: Change = strawberry.field(description="The kind of change.")
    count: int = strawberry.field(description="The number.")


@strawberry.type(description="How elements of one kind changed.")
class KindChanges:
    """The numbers of changes of one kind of element."""

    kind: str = strawberry.field(description="The kind, such as `userTask`.")
    counts: list[ChangeCount] = strawberry.field(description="The numbers of elements by kind of change.")


@strawberry.type(description="One property that changed. Ids in values are compared by what they mean.")
class PropertyChange:
    """A changed property. Of attributes and extensions, only the parts that differ."""

    name: str = strawberry.field(description="The property, such as `name`, `condition` or `parent`.")
    before: JSON | None = strawberry.field(description="The value in the first model.")
    after: JSON | None = strawberry.field(description="The value in the second model.")


@strawberry.type(description="The reason why two elements are taken to be the same.")
class Match:
    """GraphQL type of Match in pipeline/ir/difference.py."""

    by: MatchedBy = strawberry.field(description="The evidence: what the edge rests on.")
    score: float = strawberry.field(description="The similarity, from 0 to 1; 1 if the ids are equal.")
    reasons: list[str] = strawberry.field(description="The evidence for the match.")


@strawberry.type(description="An element and its position in its document.")
class Place:
    """The place of an element; drafts have them too, although their elements are not in the graph."""

    source_id: str | None = strawberry.field(description="The id as the document states it.")
    kind: str = strawberry.field(description="The kind, such as `userTask`.")
    name: str = strawberry.field(description="The name; may be empty.")
    line: int = strawberry.field(description="Line of the document where the element begins, from 1.")


@strawberry.type(description="An element that differs between the models.")
class ElementDifference:
    """An entry of ModelDiff."""

    changes: list[Change] = strawberry.field(description="The kinds of change.")
    kind: str = strawberry.field(description="The kind of the element; if it is removed, its last kind.")
    place_before: Place | None = strawberry.field(
        description="The position in the first document; null if the element is added."
    )
    place_after: Place | None = strawberry.field(
        description="The position in the second document; null if the element is removed."
    )
    properties: list[PropertyChange] = strawberry.field(description="The properties that changed, with both values.")
    match: Match | None = strawberry.field(
        description="The reason why the two were matched; null if the element is in one model only."
    )
    before_uid: strawberry.Private[str | None]
    after_uid: strawberry.Private[str | None]

    @strawberry.field(description="The element of the first model; null if it is added.")
    async def before(self, info: Info) -> Annotated["Element", strawberry.lazy("schema.element")] | None:
        """Read together with those of the other entries."""
        return await _element(info, self.before_uid)

    @strawberry.field(
        description="The element of the second model; null if it is removed, or if the second document is a draft."
    )
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


@strawberry.type(description="The differences of the second model from the first, element by element.")
class ModelDiff:
    """The difference between two models, explained in docs/diff.md."""

    from_: Annotated["Version", strawberry.lazy("schema.version")] = strawberry.field(
        name="from", description="The first version."
    )
    to: Annotated["Version", strawberry.lazy("schema.version")] | None = strawberry.field(
        description="The second version; null if it is a draft."
    )
    identical: bool = strawberry.field(description="Whether nothing differs at all.")
    same_meaning: bool = strawberry.field(description="Whether nothing differs but ids, layout and order.")
    layout_only: bool = strawberry.field(
        description="Whether something differs, and it is how it is drawn or the order of the document, nothing else."
    )
    reordered: bool = strawberry.field(description="Whether what both have stands in another order in the document.")
    unchanged_count: int = strawberry.field(description="The number of elements that are the same in everything.")
    matched_by_id_count: int = strawberry.field(description="The number of elements matched by id.")
    matched_by_meaning_count: int = strawberry.field(description="The number of elements matched by meaning.")
    counts_by_change: list[ChangeCount] = strawberry.field(description="The numbers of elements by kind of change.")
    counts_by_kind: list[KindChanges] = strawberry.field(
        description="The numbers of changes for each kind of element, ordered by kind."
    )
    compared: strawberry.Private[Compared]

    @strawberry.field(
        description="The elements that differ, in the order of the second model; removed ones at their old position."
    )
    def entries(
        self,
        first: First = 100,
        after: After = None,
        changes: Annotated[
            list[Change] | None, strawberry.argument(description="Only elements with one of these kinds of change.")
        ] = None,
    ) -> Connection[ElementDifference]:
        """Keyset by place; a cursor is of this very comparison."""
        return self.compared.entries(first, after, changes)

    @strawberry.field(description="The whole difference as text, as `ameide diff` prints it.")
    async def rendered(
        self,
        format: Annotated[DiffFormat, strawberry.argument(description="The form of the text.")],
        most: Annotated[
            int | None, strawberry.argument(description="The most elements to show; by default all.")
        ] = None,
    ) -> str:
        """JSON always holds all."""
        return await self.compared.rendered(format, most)


async def _element(info: Info, uid: str | None) -> "Element | None":
    return None if uid is None else cast("Element | None", await info.context.loaders.node(uid))

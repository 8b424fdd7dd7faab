"""DerivedRelationships: relationships that follow from those that a model states."""

from enum import Enum
from typing import TYPE_CHECKING, Annotated, Protocol, cast

import strawberry

from schema.connection import After, Connection, First
from schema.context import Info
from schema.element import Element
from schema.reach import KindCount

if TYPE_CHECKING:
    from schema.version import Version


@strawberry.enum(description="The certainty with which a relationship follows from others.")
class Certainty(Enum):
    """GraphQL enum of Certainty in pipeline/ir/deriving.py."""

    VALID = strawberry.enum_value("valid", description="It holds wherever the relationships of its chain hold.")
    POTENTIAL = strawberry.enum_value("potential", description="It may hold; a person must decide.")


@strawberry.type(description="A relationship that the model does not state, and the reason why it follows.")
class DerivedRelationship:
    """GraphQL type of Derived in pipeline/ir/deriving.py."""

    kind: str = strawberry.field(description="The kind, such as `Serving`.")
    certainty: Certainty = strawberry.field(description="The certainty with which it follows.")
    rules: list[str] = strawberry.field(
        description="The rules, such as `DR3` of ArchiMate's appendix B, in the order in which they are applied: the"
        " last one yields this relationship."
    )
    source_uid: strawberry.Private[str]
    target_uid: strawberry.Private[str]
    chain_uids: strawberry.Private[list[str]]

    @strawberry.field(description="The element that it leaves.")
    async def source(self, info: Info) -> Element:
        return cast("Element", await info.context.loaders.node(self.source_uid))

    @strawberry.field(description="The element that it leads to.")
    async def target(self, info: Info) -> Element:
        return cast("Element", await info.context.loaders.node(self.target_uid))

    @strawberry.field(description="The stated relationships that it follows from, in order from source to target.")
    async def chain(self, info: Info) -> list[Element]:
        return cast("list[Element]", await info.context.loaders.nodes(self.chain_uids))


class Answered(Protocol):
    """The relationships of an answer, page by page."""

    def page(self, first: int | None, after: str | None) -> Connection[DerivedRelationship]:
        """Return a page."""


@strawberry.type(description="Derived relationships. The answer is complete or says that it is not.")
class DerivedRelationships:
    """The answer to derivedRelationships."""

    version: Annotated["Version", strawberry.lazy("schema.version")] = strawberry.field(
        description="The version whose relationships they follow from."
    )
    complete: bool = strawberry.field(
        description="Whether these are all; a very dense model has more than one question may derive, and those with"
        " the longest chains are then missing."
    )
    counts_by_kind: list[KindCount] = strawberry.field(description="The numbers of relationships by kind.")
    answered: strawberry.Private[Answered]

    @strawberry.field(description="The relationships, those with short chains first.")
    def relationships(self, first: First = 100, after: After = None) -> Connection[DerivedRelationship]:
        return self.answered.page(first, after)

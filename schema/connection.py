"""Pages of lists, as Relay has them."""

from typing import Annotated, Generic, TypeAlias, TypeVar

import strawberry

Item = TypeVar("Item")

First: TypeAlias = Annotated[int | None, strawberry.argument(description="How many to return, 1 to 1000.")]
After: TypeAlias = Annotated[
    str | None, strawberry.argument(description="Continue after the item with this cursor; from the start without.")
]


@strawberry.type(description="Where a page stands in its list.")
class PageInfo:
    """Relay's PageInfo."""

    has_next_page: bool = strawberry.field(description="Whether more follow.")
    has_previous_page: bool = strawberry.field(description="Whether the page continues after a cursor.")
    start_cursor: str | None = strawberry.field(description="Cursor of the first item; none on an empty page.")
    end_cursor: str | None = strawberry.field(description="Cursor of the last item, to continue after.")


@strawberry.type(description="An item of a page, with its cursor.")
class Edge(Generic[Item]):
    """Relay's Edge."""

    cursor: str = strawberry.field(description="Where the item stands in the list; opaque.")
    node: Item = strawberry.field(description="The item.")


@strawberry.type(description="A page of a list, and how long the whole list is.")
class Connection(Generic[Item]):
    """Relay's Connection."""

    total_count: int = strawberry.field(description="How many there are in all, not only on this page.")
    page_info: PageInfo = strawberry.field(description="Where the page stands in the list.")
    edges: list[Edge[Item]] = strawberry.field(description="The items with their cursors.")

    @strawberry.field(description="The items alone.")
    def nodes(self) -> list[Item]:
        return [edge.node for edge in self.edges]

"""Pages of lists, as Relay has them."""

from typing import Annotated, Generic, TypeAlias, TypeVar

import strawberry

Item = TypeVar("Item")

First: TypeAlias = Annotated[int | None, strawberry.argument(description="The most items to return, 1 to 1000.")]
After: TypeAlias = Annotated[
    str | None, strawberry.argument(description="Continue after the item with this cursor; by default from the start.")
]


@strawberry.type(description="The position of a page in its list.")
class PageInfo:
    """Relay's PageInfo."""

    has_next_page: bool = strawberry.field(description="Whether more items follow.")
    has_previous_page: bool = strawberry.field(description="Whether the page continues after a cursor.")
    start_cursor: str | None = strawberry.field(description="Cursor of the first item; none on an empty page.")
    end_cursor: str | None = strawberry.field(description="Cursor of the last item, to continue after.")


@strawberry.type(description="An item of a page, with its cursor.")
class Edge(Generic[Item]):
    """Relay's Edge."""

    cursor: str = strawberry.field(description="The position of the item in the list; opaque.")
    node: Item = strawberry.field(description="The item.")


@strawberry.type(description="A page of a list, and the length of the whole list.")
class Connection(Generic[Item]):
    """Relay's Connection."""

    total_count: int = strawberry.field(description="The number of items in the whole list, not only on this page.")
    page_info: PageInfo = strawberry.field(description="The position of the page in the list.")
    edges: list[Edge[Item]] = strawberry.field(description="The items with their cursors.")

    @strawberry.field(description="The items without cursors.")
    def nodes(self) -> list[Item]:
        return [edge.node for edge in self.edges]

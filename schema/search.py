"""A page of search results."""

import strawberry

from schema.connection import Edge, PageInfo
from schema.node import Node


@strawberry.type(description="A page of what was found, best first.")
class SearchConnection:
    """Like Connection, over nodes of every type."""

    total_count: int = strawberry.field(description="How many were found in all.")
    page_info: PageInfo = strawberry.field(description="Where the page stands in the results.")
    edges: list[Edge[Node]] = strawberry.field(description="What was found, with cursors.")

    @strawberry.field(description="What was found, alone.")
    def nodes(self) -> list[Node]:
        """Without the cursors."""
        return [edge.node for edge in self.edges]

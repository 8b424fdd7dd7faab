"""Define the interface that everything in the graph implements."""

import strawberry

from schema.context import Row


@strawberry.interface(description="A vertex of the graph. Its id never changes and is readable.")
class Node:
    """The GraphQL side of a vertex."""

    id: strawberry.ID = strawberry.field(
        description="Readable and stable: `order-to-cash`, `order-to-cash@3`, `order-to-cash@3#Task_Ship`, `build:…`."
    )

    @classmethod
    def from_row(cls, row: Row) -> "Node":
        """Build the type from a vertex as the store returns it."""
        raise NotImplementedError(f"{cls.__name__} is only what its types have in common")

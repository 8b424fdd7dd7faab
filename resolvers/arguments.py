"""Describe the arguments that several questions have."""

from typing import Annotated

import strawberry

from schema.labels import EdgeKind, Label


def argument(text: str) -> object:
    return strawberry.argument(description=text)


def named(name: str, text: str) -> object:
    return strawberry.argument(name=name, description=text)


Of = Annotated[
    strawberry.ID,
    argument("Any id; `order-to-cash` or `order-to-cash#Task` mean every version that is current or in use."),
]
Depth = Annotated[int | None, argument("The most hops to go; by default as many as there are.")]
Labels = Annotated[list[Label] | None, argument("Return and count only these; the search passes through all.")]
Kinds = Annotated[list[str] | None, argument("Return and count only elements of these kinds.")]
Through = Annotated[list[EdgeKind] | None, argument("Follow only these edges.")]
Flow = Annotated[bool | None, argument("Follow the order of execution too.")]
MostVertices = Annotated[int | None, argument("The most vertices to reach, 1 to 250,000; by default 100,000.")]
MostSeconds = Annotated[float | None, argument("The longest time to search, up to 5 seconds.")]
HubThreshold = Annotated[int | None, argument("The number of edges from which a vertex is a hub; by default 1,000.")]
CollapseHubs = Annotated[bool | None, argument("Do not follow the edges of hubs, other than the start.")]
History = Annotated[bool | None, argument("Follow edges from version to version, and enter what is past.")]

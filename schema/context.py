"""Declare what the types ask of whoever answers a request."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

import strawberry

if TYPE_CHECKING:
    from schema.connection import Connection
    from schema.node import Node
    from schema.region import Region
    from schema.staleness import StaleReason

Row: TypeAlias = Mapping[str, Any]


class Loaders(Protocol):
    """Batched reads of one request: everything that is asked for at one level of a query is read together."""

    async def node(self, uid: str) -> "Node | None":
        """Load the vertex with this id."""

    async def nodes(self, uids: Sequence[str]) -> "list[Node]":
        """Load those of these that exist, in this order."""

    async def current(self, model: str, as_of: str | None = None) -> "Node | None":
        """Load the current version of a model, now or as of a moment."""

    async def page(
        self, relation: str, of: str, first: int | None, after: str | None, as_of: str | None = None
    ) -> "Connection[Any]":
        """Load a page of the vertices tied to this node; `relation` is such as `version.elements`."""

    async def current_regions(self, element: str, as_of: str | None = None) -> "list[Region]":
        """Load the regions of this element, in whichever version, in the current builds of its model."""

    async def stale_reasons(self, build: str) -> "list[StaleReason]":
        """Load the inputs of a build that are no longer current."""

    async def waiver(self, about: tuple[str, str, str | None], as_of: str | None = None) -> "Node | None":
        """Load the waiver of a finding, by its (rule, version, element)."""

    async def added_impact(self, pairs: Sequence[tuple[str, str]]) -> list[int]:
        """Load the number of vertices that the second element of each pair adds to the impact of the first."""

    async def bytes_of(self, digest: str) -> bytes:
        """Return stored bytes by their SHA-256."""


class Context(Protocol):
    """Interface of `info.context`."""

    @property
    def loaders(self) -> Loaders:
        """Return the loaders of this request."""


Info: TypeAlias = strawberry.Info[Context, None]

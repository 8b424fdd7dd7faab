"""What the types ask of whoever answers a request."""

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
        """What has this id."""

    async def nodes(self, uids: Sequence[str]) -> "list[Node]":
        """Those of these that exist, in this order."""

    async def current(self, model: str, as_of: str | None = None) -> "Node | None":
        """The current version of a model, now or then."""

    async def page(
        self, relation: str, of: str, first: int | None, after: str | None, as_of: str | None = None
    ) -> "Connection[Any]":
        """A page of what is tied to this node; `relation` is such as `version.elements`."""

    async def current_regions(self, element: str, as_of: str | None = None) -> "list[Region]":
        """What the current builds of its model made of this element, in whichever version they used."""

    async def stale_reasons(self, build: str) -> "list[StaleReason]":
        """Which inputs of a build are no longer current."""

    async def waiver(self, about: tuple[str, str, str | None], as_of: str | None = None) -> "Node | None":
        """What accepts a finding, by its (rule, version, element)."""

    async def bytes_of(self, digest: str) -> bytes:
        """Stored bytes by their SHA-256."""


class Context(Protocol):
    """What `info.context` offers."""

    @property
    def loaders(self) -> Loaders:
        """The reads of this request."""


Info: TypeAlias = strawberry.Info[Context, None]

"""What the types ask of whoever answers a request."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

import strawberry

if TYPE_CHECKING:
    from schema.connection import Connection
    from schema.node import Node

Row: TypeAlias = Mapping[str, Any]


class Loaders(Protocol):
    """Batched reads of one request: everything that is asked for at one level of a query is read together."""

    async def node(self, uid: str) -> "Node | None":
        """What has this id."""

    async def current(self, model: str, as_of: str | None = None) -> "Node | None":
        """The current version of a model, now or then."""

    async def page(
        self, relation: str, of: str, first: int | None, after: str | None, as_of: str | None = None
    ) -> "Connection[Any]":
        """A page of what is tied to this node; `relation` is such as `version.elements`."""

    async def bytes_of(self, digest: str) -> bytes:
        """Stored bytes by their SHA-256."""


class Context(Protocol):
    """What `info.context` offers."""

    @property
    def loaders(self) -> Loaders:
        """The reads of this request."""


Info: TypeAlias = strawberry.Info[Context, None]

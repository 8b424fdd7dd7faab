"""Hold the context of one request."""

from dataclasses import dataclass, field
from typing import Any, Protocol, TypeAlias

import strawberry

from auth.principal import Principal
from graph.store import Graphs
from pipeline.ir.document import Actor
from resolvers.loaders import RequestLoaders
from resolvers.unit import Unit


class TenantMaker(Protocol):
    """The part of graph/tenants/ that createTenant needs."""

    async def create(self, name: str) -> None:
        """Make an empty graph. Raises TenantExists, TenantNameRefused."""


@dataclass(slots=True)
class RequestContext:
    """The caller, and the reads that all fields of the request share."""

    principal: Principal
    graphs: Graphs
    tenants: TenantMaker
    max_document_bytes: int = 50 * 1024 * 1024
    unit: Unit = field(init=False)
    loaders: RequestLoaders = field(init=False)

    def __post_init__(self) -> None:
        self.unit = Unit(self.graphs, self.principal.tenant)
        self.loaders = RequestLoaders(self.unit)

    @property
    def actor(self) -> Actor:
        """Return the principal in the form that is recorded."""
        return Actor(issuer=self.principal.issuer, subject=self.principal.subject)

    async def renew(self) -> None:
        """Forget everything that was read: something was written."""
        await self.unit.renew()
        self.loaders = RequestLoaders(self.unit)


Info: TypeAlias = strawberry.Info[RequestContext, Any]

"""Route every unit to the database of its tenant."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from typing import TypeVar

from graph import errors
from graph.portable import Exporting, PortableGraphs, Restoring
from graph.store import GraphStore, Health
from graph.tenants.distribution import DistributedTenants
from graph.tenants.names import MAIN

T = TypeVar("T")


class RoutedGraphs:
    """Graphs on several databases, one of them main. Placements that prove outdated are looked up again."""

    def __init__(self, servers: Mapping[str, PortableGraphs], tenants: DistributedTenants) -> None:
        self.servers = servers
        self.tenants = tenants
        self._known: dict[str, str] = {}

    @asynccontextmanager
    async def reading(self, tenant: str) -> AsyncIterator[GraphStore]:
        async with self._unit(tenant, lambda graphs: graphs.reading(tenant)) as store:
            yield store

    @asynccontextmanager
    async def writing(self, tenant: str) -> AsyncIterator[GraphStore]:
        async with self._unit(tenant, lambda graphs: graphs.writing(tenant)) as store:
            yield store

    @asynccontextmanager
    async def exporting(self, tenant: str) -> AsyncIterator[Exporting]:
        self._known.pop(tenant, None)  # a database that it has left would still answer
        async with self._unit(tenant, lambda graphs: graphs.exporting(tenant)) as unit:
            yield unit

    @asynccontextmanager
    async def restoring(self, tenant: str) -> AsyncIterator[Restoring]:
        async with self._unit(tenant, lambda graphs: graphs.restoring(tenant)) as unit:
            yield unit

    async def health(self) -> Health:
        """Return the main database's health: another one that is away takes away its own tenants alone."""
        return await self.servers[MAIN].health()

    async def close(self) -> None:
        """Give all connections back."""
        for graphs in self.servers.values():
            await graphs.close()

    @asynccontextmanager
    async def _unit(
        self, tenant: str, begin: Callable[[PortableGraphs], AbstractAsyncContextManager[T]]
    ) -> AsyncIterator[T]:
        async with AsyncExitStack() as stack:
            server = await self._server(tenant)
            try:
                unit = await stack.enter_async_context(begin(self.servers[server]))
            except (errors.TenantUnknown, errors.TenantMoved):
                del self._known[tenant]
                if (other := await self._server(tenant)) == server:
                    raise
                unit = await stack.enter_async_context(begin(self.servers[other]))
            yield unit

    async def _server(self, tenant: str) -> str:
        """Return the database of a tenant. Raises ServerUnknown."""
        if tenant not in self._known:
            self._known[tenant] = await self.tenants.server(tenant)
        return self._known[tenant]

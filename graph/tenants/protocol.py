"""Declare the administration of tenants for every backend, beside graph/store.py."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Protocol

from graph import errors
from graph.portable import PortableGraphs, State
from graph.tenants.plans import Plan, Tell


class Listed(Protocol):
    """One tenant, as a list shows it."""

    @property
    def name(self) -> str:
        """Return the name that the tenant is asked for by."""

    @property
    def created_at(self) -> datetime:
        """Return the time of its creation."""

    @property
    def server(self) -> str:
        """Return the database that it is on."""


class Tenancy(Protocol):
    """Creation, migration and removal of tenants."""

    async def create(self, name: str, state: State = State.SERVING) -> None:
        """Make an empty graph, or nothing. Raises TenantExists, TenantNameRefused."""

    async def retire(self, name: str) -> None:
        """Remove the tenant and all that it holds. Raises TenantUnknown, TenantNameRefused."""

    async def exists(self, name: str) -> bool:
        """Return true if there is a tenant of this name."""

    async def list(self) -> Sequence[Listed]:
        """List all tenants, by name."""

    async def plans(self) -> Sequence[Plan]:
        """Return what migrate would do: the control tables first, then tenants by name. Raises StoreNewer."""

    async def migrate(self, tell: Tell = ...) -> None:
        """Bring everything to this release; it can be resumed. Raises StoreNewer, MigrationFailed."""


async def ensure(tenants: Tenancy, name: str) -> None:
    """Create a tenant unless it exists."""
    if not await tenants.exists(name):
        with suppress(errors.TenantExists):  # another process was faster
            await tenants.create(name)


class DistributedTenancy(Tenancy, Protocol):
    """Tenancy on the databases that the settings name, of which there may be only one."""

    async def create(self, name: str, state: State = State.SERVING, on: str = ...) -> None:
        """Make an empty graph on one of the databases. Raises TenantExists, TenantNameRefused, ServerUnknown."""

    async def places(self) -> Mapping[str, int | None]:
        """Count the tenants of each database; None where it does not answer."""

    async def move(
        self, graphs: Mapping[str, PortableGraphs], name: str, to: str, tell: Callable[[int], object]
    ) -> None:
        """Bring a tenant to another database. Raises TenantUnknown, TenantMoving, TenantExists, ServerUnknown."""

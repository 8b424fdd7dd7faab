"""The seam beside graph/store.py: who administers tenants, whatever the store."""

from collections.abc import Sequence
from typing import Protocol

from graph.portable import State


class Tenancy(Protocol):
    """Creates, migrates and removes tenants."""

    async def create(self, name: str, state: State = State.SERVING) -> None:
        """Make an empty graph, or nothing. Raises TenantExists, TenantNameRefused."""

    async def retire(self, name: str) -> None:
        """Remove the tenant and all that it holds. Raises TenantUnknown, TenantNameRefused."""

    async def exists(self, name: str) -> bool:
        """Whether there is a tenant of this name."""

    async def migrate(self) -> None:
        """Bring everything to this release; it can be resumed."""

    async def pending(self) -> Sequence[str]:
        """What is not at this release."""

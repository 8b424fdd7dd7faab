"""Read and write the control table of placements: the database of a tenant, and the one to which it is moving."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from typing import Any

import psycopg

from graph import errors
from graph.logins import Logins
from graph.tenants.names import MAIN


@dataclass(frozen=True, slots=True)
class Placement:
    """The database of a tenant."""

    server: str = MAIN
    goal: str | None = None
    """Database to which it is moving."""


class Placements:
    """Storage of placements, by the main database's administrative login."""

    def __init__(self, logins: Logins) -> None:
        self._admin = logins.admin

    async def of(self, tenant: str) -> Placement:
        """Return the place of a tenant, if it exists."""
        rows = await self._ask("SELECT server, goal FROM ameide.placements WHERE tenant = %s", tenant)
        return Placement(*rows[0]) if rows else Placement()

    async def all(self) -> Mapping[str, Placement]:
        """Return all places by tenant; a tenant that was never anywhere but on the main database is left out."""
        rows = await self._ask("SELECT tenant, server, goal FROM ameide.placements")
        return {tenant: Placement(server, goal) for tenant, server, goal in rows}

    async def put(self, tenant: str, placement: Placement) -> None:
        """Remember it."""
        await self._ask(
            "INSERT INTO ameide.placements (tenant, server, goal) VALUES (%s, %s, %s)"
            " ON CONFLICT (tenant) DO UPDATE SET server = excluded.server, goal = excluded.goal RETURNING 1",
            *(tenant, placement.server, placement.goal),
        )

    async def forget(self, tenant: str) -> None:
        await self._ask("DELETE FROM ameide.placements WHERE tenant = %s RETURNING 1", tenant)

    @asynccontextmanager
    async def alone(self, tenant: str) -> AsyncIterator[None]:
        """Keep everybody else from placing this tenant meanwhile. Raises TenantMoving where somebody does."""
        connection = await asyncio.to_thread(self._connected)
        with closing(connection):
            lock = "SELECT pg_try_advisory_lock(hashtextextended('ameide.placements ' || %s, 0))"
            row = await asyncio.to_thread(lambda: connection.execute(lock, [tenant]).fetchone())
            if row is None or not row[0]:
                raise errors.TenantMoving(tenant)
            yield

    async def _ask(self, statement: str, *values: str | None) -> Sequence[tuple[Any, ...]]:
        def asked() -> Sequence[tuple[Any, ...]]:
            with closing(self._connected()) as connection:
                return connection.execute(statement, values).fetchall()

        return await asyncio.to_thread(asked)

    def _connected(self) -> "psycopg.Connection[tuple[Any, ...]]":
        try:
            return psycopg.connect(self._admin, autocommit=True, connect_timeout=10)
        except psycopg.OperationalError as error:
            raise errors.StoreUnreachable(" ".join(str(error).split())) from None

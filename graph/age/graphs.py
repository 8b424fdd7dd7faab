"""Open units of work on all tenants' graphs in one database, each on a connection of its tenant's login."""

import asyncio
import os
import time
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from typing import Any, Final, Self

from psycopg import AsyncConnection
from psycopg.types import TypeInfo

from graph import errors
from graph.age import agtype, schema
from graph.age.connections import Connections
from graph.age.portable import AgeExporting, AgeRestoring
from graph.age.store import AgeStore
from graph.age.translate import translated
from graph.age.unit import Place, Take, Unit
from graph.logins import VERSIONS, Logins, unfit
from graph.portable import State
from graph.shares import Shares
from graph.store import Health
from graph.tenants.administration import Tenants
from graph.tenants.credentials import Credentials
from graph.tenants.names import graph_name, role_name
from settings import Settings

_READABLE: Final = frozenset({State.SERVING, State.MOVING})
_PREPARED_PLANS: Final = 200  # about 21 KB each, so 4 MB in a connection
_HEALTH_SECONDS: Final = 2
_AGAIN_SECONDS: Final = 0.1
_OUTDATED: Final = (errors.StoreUnreachable, errors.TenantUnknown, errors.TenantMigrating)
"""Errors that a kept connection may raise wrongly, after a restart of the server or a new creation of the tenant."""


class AgeGraphs:
    """Graphs in PostgreSQL with AGE. Open it with `await AgeGraphs.open(...)`."""

    def __init__(self, logins: Logins, settings: Settings, database: int, agtype_: TypeInfo | None) -> None:
        self.tenants = Tenants(logins, schema)
        self._service = logins.service
        self._database = database
        self._seconds = settings.statement_seconds
        self._trouble = logins.trouble
        self._shares = Shares(settings.pool_size, (os.cpu_count() or 1) // 2, settings.tenant_weights)
        self.connections = Connections(
            Credentials(logins),
            max(settings.pool_size, settings.kept_connections),
            settings.statement_seconds,
            _configured(agtype_),
        )

    @classmethod
    async def open(cls, logins: Logins, settings: Settings) -> Self:
        """Look at the database. Raises StoreUnreachable."""
        until = time.monotonic() + settings.statement_seconds
        while True:
            try:
                with translated():
                    async with await AsyncConnection.connect(logins.service, connect_timeout=10) as connection:
                        cursor = await connection.execute(
                            "SELECT oid::bigint FROM pg_database WHERE datname = current_database()"
                        )
                        row = await cursor.fetchone()
                        found = await agtype.described(connection)
                return cls(logins, settings, row[0] if row else 0, found)
            except errors.StoreUnreachable:
                if time.monotonic() > until:
                    raise
                await asyncio.sleep(_AGAIN_SECONDS)

    @asynccontextmanager
    async def reading(self, tenant: str) -> AsyncIterator[AgeStore]:
        async with self._unit(tenant, "share", _READABLE) as unit:
            yield AgeStore(unit)

    @asynccontextmanager
    async def writing(self, tenant: str) -> AsyncIterator[AgeStore]:
        async with self._unit(tenant, "tick", {State.SERVING}) as unit:
            yield AgeStore(unit)

    @asynccontextmanager
    async def exporting(self, tenant: str) -> AsyncIterator[AgeExporting]:
        async with self._unit(tenant, "share", set(State)) as unit:
            yield await AgeExporting.begun(unit)

    @asynccontextmanager
    async def restoring(self, tenant: str) -> AsyncIterator[AgeRestoring]:
        async with self._unit(tenant, "hold", {State.RESTORING}) as unit:
            yield AgeRestoring(unit)

    async def health(self) -> Health:
        """Check that the database answers, is of a tested version, and is at this release."""
        checks: dict[str, str | None] = {"database": None, "age": None, "migrations": None}
        try:
            with translated():
                async with await AsyncConnection.connect(self._service, connect_timeout=_HEALTH_SECONDS) as connection:
                    versions = await connection.execute(VERSIONS)
                    checks["age"] = unfit(await versions.fetchone())
            if plans := await self.tenants.plans():
                checks["migrations"] = f"pending: {', '.join(plan.subject for plan in plans)}"
        except errors.StoreNewer as error:
            checks["migrations"] = str(error)
        except errors.StoreUnreachable as error:
            checks["database"] = str(self._trouble() or error)
        except errors.GraphError as error:
            checks["database"] = str(error)
        return Health(checks)

    async def close(self) -> None:
        """Give all connections back."""
        await self.connections.close()

    @asynccontextmanager
    async def _unit(self, tenant: str, take: Take, admitted: Collection[State]) -> AsyncIterator[Unit]:
        place = Place(tenant, graph_name(tenant), role_name(tenant, self._database), self._seconds)
        async with self._shares.turn(tenant, writes=take != "share"):
            unit = await self._begun(place, take, admitted)
            keep = False
            try:
                yield unit
                keep = True
            finally:
                await self._end(unit, keep=keep)

    async def _begun(self, place: Place, take: Take, admitted: Collection[State]) -> Unit:
        """Return a unit that has begun. What fails on a kept connection is tried on others, the last one new."""
        while True:
            try:
                with translated():
                    connection, kept = await self.connections.take(place)
            except errors.StoreUnreachable as error:
                raise (self._trouble() or error) from error
            unit = Unit(connection, place, take)
            try:
                await unit.begin(admitted)
                return unit
            except BaseException as error:
                await self._end(unit, keep=False)
                if not kept or not isinstance(error, _OUTDATED):
                    raise
                await self.connections.forget(None if isinstance(error, errors.StoreUnreachable) else place.tenant)

    async def _end(self, unit: Unit, *, keep: bool) -> None:
        try:
            await unit.end(keep=keep)
        finally:
            await self.connections.give_back(unit.place.tenant, unit.connection)


def _configured(agtype_: TypeInfo | None) -> Callable[[AsyncConnection[Any]], None]:
    def configure(connection: AsyncConnection[Any]) -> None:
        connection.prepared_max = _PREPARED_PLANS
        if agtype_ is not None:
            agtype.register(connection, agtype_)

    return configure

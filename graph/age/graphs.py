"""Open units of work on all tenants' graphs in one database, over a pool of connections that own nothing."""

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from typing import Any, Self

import psycopg
from psycopg import AsyncConnection
from psycopg_pool import AsyncConnectionPool

from graph import errors
from graph.age import agtype, schema
from graph.age.portable import AgeExporting, AgeRestoring
from graph.age.store import AgeStore
from graph.age.translate import translated
from graph.age.unit import Place, Take, Unit
from graph.logins import VERSIONS, Logins, unfit
from graph.portable import State
from graph.shares import Shares
from graph.store import Health
from graph.tenants.administration import Tenants
from graph.tenants.names import graph_name, role_name
from settings import Settings

# AGE gives the planner no statistics, so it scans tables for what an index answers; nor is any question worth a worker.
_OPTIONS = "-c enable_seqscan=off -c random_page_cost=1.1 -c max_parallel_workers_per_gather=0 -c jit=off"
_READABLE = frozenset({State.SERVING, State.MOVING})
_RECONNECT_SECONDS = 3.0
_PREPARED_PLANS = 200  # about 21 KB each, so 4 MB in a connection


class AgeGraphs:
    """Graphs in PostgreSQL with AGE. Open it with `await AgeGraphs.open(...)`."""

    def __init__(self, pool: AsyncConnectionPool[AsyncConnection[Any]], logins: Logins, database: int, seconds: float):
        self._pool = pool
        self.tenants = Tenants(logins, schema)
        self._database = database
        self._seconds = seconds
        self._trouble = logins.trouble
        self._shares = Shares(pool.max_size)

    @classmethod
    async def open(cls, logins: Logins, settings: Settings) -> Self:
        """Connect. Raises StoreUnreachable."""
        pool = AsyncConnectionPool(
            logins.service,
            kwargs={"autocommit": True, "connect_timeout": 10, "options": _OPTIONS},
            configure=_configure,
            min_size=1,
            max_size=settings.pool_size,
            timeout=settings.statement_seconds,
            # attempts grow apart; given up soon, they begin anew with who asks next
            reconnect_timeout=_RECONNECT_SECONDS,
            open=False,
        )
        with translated():
            await pool.open(wait=True, timeout=settings.statement_seconds)
            async with pool.connection() as connection:
                cursor = await connection.execute(
                    "SELECT oid::bigint FROM pg_database WHERE datname = current_database()"
                )
                row = await cursor.fetchone()
        return cls(pool, logins, row[0] if row else 0, settings.statement_seconds)

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
                async with self._pool.connection(timeout=2) as connection:
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
        await self._pool.close()

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
        """Return a unit that has begun. Connections of a database that was started anew are thrown away first."""
        for attempts_left in reversed(range(self._pool.max_size + 1)):
            try:
                with translated():
                    unit = Unit(await self._pool.getconn(), place, take)
            except errors.StoreUnreachable as error:
                raise (self._trouble() or error) from error
            try:
                await unit.begin(admitted)
                return unit
            except BaseException as error:
                await self._end(unit, keep=False)
                if not isinstance(error, errors.StoreUnreachable) or not attempts_left:
                    raise
        raise AssertionError

    async def _end(self, unit: Unit, *, keep: bool) -> None:
        try:
            await unit.end(keep=keep)
        finally:
            await self._pool.putconn(unit.connection)


async def _configure(connection: AsyncConnection[Any]) -> None:
    connection.prepared_max = _PREPARED_PLANS
    await agtype.register(connection)
    if connection.info.transaction_status != psycopg.pq.TransactionStatus.IDLE:
        await connection.rollback()

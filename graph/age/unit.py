"""Hold one unit of work on one tenant's graph: a connection of its login, a transaction and a moment."""

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Final, Literal

import psycopg
from psycopg import AsyncConnection, AsyncCursor

from graph import errors, shares
from graph.age import schema
from graph.age.translate import translated
from graph.portable import State

Take = Literal["share", "tick", "hold"]
"""Use of the clock by a unit: read it, advance it and lock out other writers, or only lock them out."""

ISO: Final = '\'YYYY-MM-DD"T"HH24:MI:SS.US"Z"\''

_REFUSALS: Final = {
    State.RESTORING: errors.TenantRestoring,
    State.MOVING: errors.TenantMoving,
    State.MOVED: errors.TenantMoved,
}
_BEGIN: Final = {
    "share": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
    "tick": "BEGIN",
    "hold": "BEGIN",
}
_LAST: Final = f"to_char(last AT TIME ZONE 'UTC', {ISO}), mark, state"
# The clock's row is the lock; who gets it is later than everyone before.
_CLOCKS: Final = {
    "share": f'SELECT {_LAST} FROM "{{graph}}".ameide_clock',  # noqa: S608
    "tick": (
        "UPDATE \"{graph}\".ameide_clock SET last = greatest(clock_timestamp(), last + interval '1 microsecond')"  # noqa: S608
        f" RETURNING {_LAST}"
    ),
    "hold": f'SELECT {_LAST} FROM "{{graph}}".ameide_clock FOR UPDATE',  # noqa: S608
}
_SETTINGS: Final = """
    SELECT set_config('search_path', %s, true), set_config('statement_timeout', %s, true)
"""


_TIMEOUT: Final = "SELECT set_config('statement_timeout', %s, true)"


@dataclass(frozen=True, slots=True)
class Place:
    """The database of a tenant's graph, and the login that may work on it."""

    tenant: str
    graph: str
    role: str
    statement_seconds: float


@dataclass(slots=True)
class Unit:
    """A transaction that has begun. Statements of tasks that share it take turns."""

    connection: AsyncConnection[Any]
    place: Place
    take: Take
    now: str = ""
    mark: str = ""
    """Mark of the last unit that restored something."""
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    broken: errors.GraphError | None = None

    @property
    def writes(self) -> bool:
        return self.take == "tick"

    @asynccontextmanager
    async def speaking(self, tenant: str = "") -> AsyncIterator[AsyncConnection[Any]]:
        """Lend the connection to one task at a time. After an error the transaction is lost, and so is the unit."""
        async with self.turn:
            if self.broken is not None:
                raise self.broken
            try:
                with translated(tenant):
                    yield self.connection
            except errors.GraphError as error:
                if isinstance(error.__cause__, psycopg.Error):
                    self.broken = error
                raise

    async def begin(self, admitted: Collection[State]) -> None:
        """Set path and deadline and read the moment in one round trip; the tenant must be in one of these states.

        Raises TenantUnknown, TenantMigrating, TenantRestoring, TenantMoving, TenantExists, StoreNewer.
        """
        place = self.place
        timeout, patience = _milliseconds(place.statement_seconds), _milliseconds(shares.WAIT_SECONDS)
        first = timeout if self.take == "share" else patience  # for the turn after writers of other processes
        async with self.speaking(place.tenant) as connection, connection.pipeline():
            await connection.execute(_BEGIN[self.take])
            await connection.execute(_SETTINGS, [f'"{place.graph}", ag_catalog', first], prepare=True)
            standing = await connection.execute(schema.standing(place.graph), prepare=True)
            clock = await connection.execute(_CLOCKS[self.take].format(graph=place.graph), prepare=True)
            if first != timeout:
                await connection.execute(_TIMEOUT, [timeout], prepare=True)
        _require_current(place.tenant, await _only(standing))
        self.now, self.mark, state = await clock.fetchone() or ("", "", State.RESTORING)
        if state not in admitted:
            raise _REFUSALS.get(state, errors.TenantExists)(place.tenant)

    async def end(self, *, keep: bool) -> None:
        """Commit or roll back. A connection that is not well afterwards is closed, and the pool replaces it."""
        slow = isinstance(self.broken, errors.DeadlineExceeded)
        try:
            if keep and self.broken is None:
                with translated():
                    await self.connection.execute("COMMIT")
                return
            with suppress(psycopg.Error):
                await self.connection.execute("ROLLBACK")
            if keep and self.take != "share" and self.broken:
                raise self.broken
        finally:
            if slow or self.connection.info.transaction_status != psycopg.pq.TransactionStatus.IDLE:
                with suppress(psycopg.Error):
                    await self.connection.close()


def _milliseconds(seconds: float) -> str:
    return str(int(seconds * 1000))


def _require_current(tenant: str, standing: schema.Standing | None) -> None:
    if standing == schema.current():
        return
    if standing is not None and schema.is_newer(standing[0]):
        raise errors.StoreNewer(f"{tenant} is at {standing[0]}")
    raise errors.TenantMigrating(tenant)


async def _only(cursor: AsyncCursor[Any]) -> schema.Standing | None:
    row = await cursor.fetchone()
    return (row[0], tuple(row[1])) if row else None

"""Hold one unit of work on one tenant's graph: a moment and, if it writes, a transaction that locks out other writers.

Neo4j has no snapshots. A reading unit asks each question in a transaction of its own, as of its moment: later records
do not count. The moment is the last one *published*. Others may see a part of a transaction while Neo4j applies it, so
a unit publishes its moment only after the commit, when all of it is applied.
"""

import asyncio
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Literal

from neo4j import AsyncDriver, AsyncTransaction, Query
from neo4j.exceptions import DriverError, Neo4jError

from graph import errors
from graph.neo4j import values
from graph.neo4j.schema import REVISION, is_newer
from graph.neo4j.translate import translated
from graph.portable import State

Records = list[list[Any]]
Take = Literal["share", "tick", "hold"]
"""Use of the clock by a unit: read it, lock out other writers and advance it, or only lock them out."""

_BEGIN: Final = """
    MATCH (t:Tenant {name: $tenant})
    MATCH (p:Published {tenant: $tenant})
    RETURN p.moment, t.revision, t.state, t.mark
"""
_TAKE_TURN: Final = "MATCH (t:Tenant {name: $tenant}) SET t.turn = true"
_TICK: Final = """
    MATCH (t:Tenant {name: $tenant})
    WITH t, datetime.realtime() AS clock
    RETURN t.last, clock.epochSeconds * 1000000 + clock.microsecond, t.revision, t.state, t.mark
"""
_RECORD: Final = "MATCH (t:Tenant {name: $tenant}) SET t.last = $_now"
# Whoever publishes looks once it has the lock: of two at once, the earlier moment must not have the last word.
# The lock is not the tenant's, or it would wait for whoever writes next.
_PUBLISH: Final = """
    MATCH (p:Published {tenant: $tenant})
    SET p.turn = true
    WITH p WHERE p.moment < $_now
    SET p.moment = $_now
"""
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_GRACE: Final = 2.0  # seconds in which the database itself ends what is late
_WHOLE: Final = 10  # how many statements' time a writing transaction may take
_REFUSALS: Final[Mapping[str, type[errors.GraphError]]] = {
    State.RESTORING: errors.TenantRestoring,
    State.MOVING: errors.TenantMoving,
    State.MOVED: errors.TenantMoved,
}


@dataclass(frozen=True, slots=True)
class Place:
    """The database of a tenant's graph, and the time limit of a statement."""

    driver: AsyncDriver
    database: str | None
    tenant: str
    statement_seconds: float


@dataclass(slots=True)
class Unit:
    """A unit that has begun. Statements of tasks that share a transaction take turns."""

    place: Place
    take: Take
    now: str = ""
    mark: str = ""
    """Mark of the last unit that restored something."""
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    broken: errors.GraphError | None = None
    transaction: AsyncTransaction | None = None

    @property
    def writes(self) -> bool:
        return self.take == "tick"

    async def ask(self, text: str, /, **given: Any) -> Records:
        """Run one constant text; `$tenant` and `$_now` are bound here. A transaction that failed is lost."""
        values.check(given)
        asked = {**given, "tenant": self.place.tenant, "_now": self.now}
        if self.transaction is None:
            return await self._read(text, asked)
        async with self.turn:
            if self.broken is not None:
                raise self.broken
            try:
                return await self._run(self.transaction, text, asked)
            except errors.GraphError as error:
                self.broken = error
                raise

    async def begin(self, admitted: Collection[State]) -> None:
        """Find the tenant, and its moment or turn; it must be in one of these states.

        Raises TenantUnknown, TenantMigrating, TenantRestoring, TenantMoving, TenantExists.
        """
        if self.take == "share":
            found = await self.ask(_BEGIN)
            self.now = self._admitted(found, admitted)[0]
            return
        session = self.place.driver.session(database=self.place.database)
        with translated():
            self.transaction = await session.begin_transaction(timeout=self.place.statement_seconds * _WHOLE)
        await self.ask(_TAKE_TURN)
        last, clock = self._admitted(await self.ask(_TICK), admitted)
        self.now = last
        if self.take == "tick":
            self.now = _later(last, clock)
            await self.ask(_RECORD)

    async def end(self, *, keep: bool) -> None:
        """Commit and publish, or roll back. Raises the error that broke a transaction to be committed."""
        if self.transaction is None:
            return
        if keep and self.broken is None:
            with translated():
                # Whether a commit that nobody waits for comes about, nobody knows.
                async with asyncio.timeout(self.place.statement_seconds * _WHOLE + _GRACE):
                    await self.transaction.commit()
            self.transaction = None
            if self.take == "tick":
                await self._publish()
            return
        with suppress(Neo4jError, DriverError, OSError):
            await self.transaction.rollback()
        if keep and self.broken:
            raise self.broken

    async def _publish(self) -> None:
        seconds = self.place.statement_seconds
        async with self.place.driver.session(database=self.place.database) as session:
            with translated():
                async with asyncio.timeout(seconds + _GRACE):
                    asked = {"tenant": self.place.tenant, "_now": self.now}
                    await (await session.run(_PUBLISH, asked)).consume()

    async def _read(self, text: str, asked: Mapping[str, Any]) -> Records:
        seconds = self.place.statement_seconds
        with translated():
            async with (
                asyncio.timeout(seconds + _GRACE),
                self.place.driver.session(database=self.place.database, default_access_mode="READ") as session,
            ):
                result = await session.run(Query(text, timeout=seconds), dict(asked))
                return await result.values()

    async def _run(self, transaction: AsyncTransaction, text: str, asked: Mapping[str, Any]) -> Records:
        with translated():
            async with asyncio.timeout(self.place.statement_seconds):
                result = await transaction.run(text, dict(asked))
                return await result.values()

    def _admitted(self, found: Records, admitted: Collection[State]) -> list[Any]:
        """Return the columns after revision, state and mark, which are checked."""
        tenant = self.place.tenant
        if not found:
            raise errors.TenantUnknown(tenant)
        *rest, revision, state, self.mark = found[0]
        if is_newer(revision):
            raise errors.StoreNewer(f"{tenant} is at {revision}")
        if revision != REVISION:
            raise errors.TenantMigrating(tenant)
        if state not in admitted:
            raise _REFUSALS.get(state, errors.TenantExists)(tenant)
        return rest


def _later(last: str, clock: int) -> str:
    """Return the clock's time, in microseconds since 1970; later than the last moment even where the clock is not."""
    now = _EPOCH + timedelta(microseconds=clock)
    if last:
        now = max(now, datetime.fromisoformat(last) + timedelta(microseconds=1))
    return now.strftime("%Y-%m-%dT%H:%M:%S.%fZ")

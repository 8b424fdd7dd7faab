"""Keep connections of tenants' logins for their next unit. No connection ever serves two tenants."""

import asyncio
import time
from collections.abc import Callable
from typing import Any, Final

import psycopg
from psycopg import AsyncConnection

from graph import errors
from graph.age.unit import Place
from graph.tenants.credentials import Credentials

# AGE gives the planner no statistics, so it scans tables for what an index answers; nor is any question worth a worker.
OPTIONS: Final = "-c enable_seqscan=off -c random_page_cost=1.1 -c max_parallel_workers_per_gather=0 -c jit=off"
_AGAIN_SECONDS: Final = 0.1
_CONNECT_SECONDS: Final = 10

Connection = AsyncConnection[Any]
Configure = Callable[[Connection], None]


class Connections:
    """Open connections. There are at most so many; the one that was not used longest makes room for another.

    Whoever takes one has a turn already, of which there are no more than connections; so nobody waits here.
    """

    def __init__(self, credentials: Credentials, most: int, seconds: float, configure: Configure) -> None:
        self._credentials = credentials
        self._most = most
        self._seconds = seconds
        self._configure = configure
        self._kept: list[tuple[str, Connection]] = []
        """Idle connections with their tenants; the most recently used one is last."""
        self._open = 0
        self._ended = False

    async def take(self, place: Place) -> tuple[Connection, bool]:
        """Return a connection, and true if it was kept from an earlier unit: it may be broken.

        Raises StoreUnreachable, TenantUnknown, TenantMigrating; psycopg's errors.
        """
        for index in reversed(range(len(self._kept))):
            if self._kept[index][0] == place.tenant:
                return self._kept.pop(index)[1], True
        self._open += 1
        try:
            while self._open > self._most and self._kept:
                await self._shut(self._kept.pop(0)[1])
            return await self._connected(place), False
        except BaseException:
            self._open -= 1
            raise

    async def give_back(self, tenant: str, connection: Connection) -> None:
        """Keep a connection for the tenant's next unit, unless it is closed or in the middle of something."""
        if self._ended or connection.info.transaction_status != psycopg.pq.TransactionStatus.IDLE:
            await self._shut(connection)
        else:
            self._kept.append((tenant, connection))

    async def forget(self, tenant: str | None = None) -> None:
        """Close what is kept of a tenant, or of all."""
        gone = [each for each in self._kept if tenant is None or each[0] == tenant]
        self._kept = [each for each in self._kept if each not in gone]
        for _, connection in gone:
            await self._shut(connection)

    async def close(self) -> None:
        """Close what is kept, and from now on whatever is given back."""
        self._ended = True
        await self.forget()

    def counts(self) -> tuple[int, int]:
        """Return how many connections are open, and how many of these nobody uses."""
        return self._open, len(self._kept)

    async def _shut(self, connection: Connection) -> None:
        self._open -= 1
        await connection.close()

    async def _connected(self, place: Place) -> Connection:
        """Connect; try again while a server that was started anew may yet answer."""
        until, refused, mended = time.monotonic() + self._seconds, False, False
        while True:
            try:
                if refused and not mended:
                    await self._credentials.mend(place.tenant, place.role)
                    mended = True
                return await self._opened(await self._credentials.dsn(place.role))
            except (psycopg.OperationalError, errors.StoreUnreachable) as error:
                if not refused and _is_refusal(error):
                    refused = True
                    continue
                if time.monotonic() > until:
                    raise
                await asyncio.sleep(_AGAIN_SECONDS)

    async def _opened(self, dsn: str) -> Connection:
        connection = await AsyncConnection.connect(
            dsn, autocommit=True, connect_timeout=_CONNECT_SECONDS, options=OPTIONS
        )
        self._configure(connection)
        return connection


def _is_refusal(error: Exception) -> bool:
    """Return true if a server took the password, and did not let us in. The driver does not say why."""
    return isinstance(error, psycopg.OperationalError) and error.pgconn is not None and error.pgconn.used_password

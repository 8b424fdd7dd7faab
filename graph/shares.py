"""Share the connections of a database among tenants: the tenant with the fewest for its weight comes next.

Waiting for a turn takes no connection and does not count against a deadline. A tenant writes one unit at a time, which
the database would enforce anyway, and holds at most half of the connections, so that others find one at once. While
others are active it reads on fewer: each connection is a process of the database, and these share the processors.
"""

import asyncio
import time
from collections import Counter, deque
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from graph import errors

WAIT_SECONDS: Final = 120.0
MOST_WAITING: Final = 200
_ACTIVE_SECONDS: Final = 2.0


@dataclass(eq=False, slots=True)
class _Turn:
    """One unit that waits for its connection."""

    writes: bool
    come: asyncio.Future[None]


@dataclass(slots=True)
class _Tenant:
    """The connections that one tenant holds, and its turns that wait."""

    weight: float
    held: int = 0
    writing: bool = False
    waiting: deque[_Turn] = field(default_factory=deque)

    def next(self, share: int, readers: int) -> _Turn | None:
        """Return the first turn that may come; readers pass writers that wait for another writer.

        A turn that was cancelled stays in the queue until whoever waited for it has noticed.
        """
        if self.held >= share:
            return None
        may_read = self.held - self.writing < max(1, readers * self.weight)
        waiting = (turn for turn in self.waiting if not turn.come.done())
        return next((turn for turn in waiting if (not self.writing if turn.writes else may_read)), None)


class Shares:
    """The turns of all tenants on one database. Used by one event loop."""

    def __init__(
        self,
        connections: int,
        readers: int | None = None,
        weights: Mapping[str, float] = MappingProxyType({}),
    ) -> None:
        self._free = connections
        self._share = max(1, connections // 2)
        self._readers = self._share if readers is None else max(1, min(readers, self._share))
        """How many turns a tenant of weight 1 has for reading while others are active."""
        self._weights = weights
        self._tenants: dict[str, _Tenant] = {}
        self._last: dict[str, float] = {}
        """The moments at which tenants gave their last turns back."""

    @asynccontextmanager
    async def turn(self, tenant: str, *, writes: bool) -> AsyncIterator[None]:
        """Wait for a turn, and hold it for the block. Raises Busy."""
        await self._take(tenant, writes=writes)
        try:
            yield
        finally:
            self._give_back(tenant, writes=writes)

    def held(self) -> Counter[str]:
        """Count the connections that each tenant holds."""
        return Counter({name: found.held for name, found in self._tenants.items()})

    async def _take(self, tenant: str, *, writes: bool) -> None:
        found = self._tenants.setdefault(tenant, _Tenant(self._weights.get(tenant, 1.0)))
        if len(found.waiting) >= MOST_WAITING:
            raise errors.Busy(tenant)
        turn = _Turn(writes, asyncio.get_running_loop().create_future())
        found.waiting.append(turn)
        self._go_on()
        try:
            async with asyncio.timeout(WAIT_SECONDS):
                await turn.come
        except BaseException as error:
            if turn in found.waiting:
                found.waiting.remove(turn)
                self._forget(tenant)
            else:  # it came while it was given up
                self._give_back(tenant, writes=writes)
            if isinstance(error, TimeoutError):
                raise errors.Busy(tenant) from None
            raise

    def _give_back(self, tenant: str, *, writes: bool) -> None:
        found = self._tenants[tenant]
        self._last[tenant] = time.monotonic()
        found.held -= 1
        self._free += 1
        if writes:
            found.writing = False
        self._forget(tenant)
        self._go_on()

    def _forget(self, tenant: str) -> None:
        found = self._tenants[tenant]
        if not found.held and not found.waiting:
            del self._tenants[tenant]

    def _go_on(self) -> None:
        since = time.monotonic() - _ACTIVE_SECONDS
        self._last = {tenant: last for tenant, last in self._last.items() if last > since}
        alone = len(self._last.keys() | self._tenants.keys()) <= 1
        readers = self._share if alone else self._readers
        while self._free:
            tenants = self._tenants.values()
            ready = [(found, turn) for found in tenants if (turn := found.next(self._share, readers))]
            if not ready:
                return
            found, turn = min(ready, key=lambda each: each[0].held / each[0].weight)
            found.waiting.remove(turn)
            found.held += 1
            found.writing = found.writing or turn.writes
            self._free -= 1
            turn.come.set_result(None)

"""Decide whose work is next: the tenant with the fewest running pieces, then the one that has used the least time.

Both count in proportion to the weight of the tenant: one of weight 2 is served as often as two of weight 1.

One process more than a tenant may keep busy is reserved for other tenants and for urgent work, so that short work of
one tenant never waits for long work of another.
"""

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from graph import errors

MOST_WAITING: Final = 200
WAIT_SECONDS: Final = 600.0


@dataclass(eq=False, slots=True)
class _Turn:
    urgent: bool
    come: asyncio.Future[None]


@dataclass(eq=False, slots=True)
class _Tenant:
    """The running and waiting work of one tenant, and the seconds that it has used, divided by its weight."""

    weight: float
    running: int = 0
    seconds: float = 0.0
    urgent: deque[_Turn] = field(default_factory=deque)
    waiting: deque[_Turn] = field(default_factory=deque)

    def queue(self, most: int) -> deque[_Turn] | None:
        """Return the queue whose first turn may begin; None if this tenant already keeps so many processes busy."""
        return self.urgent or (self.waiting if self.waiting and self.running < most else None)


class Turns:
    """The turns of all tenants. Used by one event loop."""

    def __init__(self, most: int, weights: Mapping[str, float] = MappingProxyType({})) -> None:
        self._most = most
        self._weights = weights
        self._free = most + 1
        self._tenants: dict[str, _Tenant] = {}

    @asynccontextmanager
    async def turn(self, tenant: str, *, urgent: bool = False) -> AsyncIterator[None]:
        """Wait for a turn, and hold it for the block. Raises Busy."""
        found = self._joined(tenant)
        await self._take(tenant, found, urgent)
        begun = time.monotonic()
        try:
            yield
        finally:
            found.seconds += (time.monotonic() - begun) / found.weight
            self._give_back(tenant, found)

    def _joined(self, name: str) -> _Tenant:
        """Return the entry of a tenant; a new one starts with the least used time of the present ones."""
        if name not in self._tenants:
            least = min((each.seconds for each in self._tenants.values()), default=0.0)
            self._tenants[name] = _Tenant(self._weights.get(name, 1.0), seconds=least)
        return self._tenants[name]

    async def _take(self, name: str, tenant: _Tenant, urgent: bool) -> None:
        queue = tenant.urgent if urgent else tenant.waiting
        if len(queue) >= MOST_WAITING:
            raise errors.Busy(name)
        turn = _Turn(urgent, asyncio.get_running_loop().create_future())
        queue.append(turn)
        self._go_on()
        try:
            async with asyncio.timeout(WAIT_SECONDS):
                await turn.come
        except BaseException as error:
            if turn.come.cancelled():
                with suppress(ValueError):
                    queue.remove(turn)
                self._forget(name, tenant)
            else:  # the turn began while its caller gave up
                self._give_back(name, tenant)
            if isinstance(error, TimeoutError):
                raise errors.Busy(name) from None
            raise

    def _give_back(self, name: str, tenant: _Tenant) -> None:
        tenant.running -= 1
        self._free += 1
        self._go_on()
        self._forget(name, tenant)

    def _forget(self, name: str, tenant: _Tenant) -> None:
        idle = not tenant.running and not tenant.waiting and not tenant.urgent
        if idle and self._tenants.get(name) is tenant:
            del self._tenants[name]

    def _go_on(self) -> None:
        while self._free:
            ready = [(each, queue) for each in self._tenants.values() if (queue := each.queue(self._most))]
            if not ready:
                return
            tenant, queue = min(ready, key=lambda each: _order(each[0]))
            turn = queue.popleft()
            if turn.come.cancelled():  # its task has not run since, so it is still in the queue
                continue
            tenant.running += 1
            self._free -= 1
            turn.come.set_result(None)


def _order(tenant: _Tenant) -> tuple[bool, float, float]:
    return not tenant.urgent, tenant.running / tenant.weight, tenant.seconds

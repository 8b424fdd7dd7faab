"""Limit the time of a whole request: its changes and everything it reads, but not its waits for a turn."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, nullcontext
from typing import Any, TypeVar

from graph.store import Graphs, GraphStore, Health
from pipeline.ir.workshop import Waiting, Workshop
from resolvers.errors import Refused

_Result = TypeVar("_Result")

USUAL_SECONDS = 60.0


class Deadline:
    """The seconds that are left of one request. The clock stands still while the request waits for its turn."""

    def __init__(self, seconds: float = USUAL_SECONDS) -> None:
        self._seconds = seconds
        self._left = seconds
        self._since = time.monotonic()
        self._waits = 0
        self._bounds: list[asyncio.Timeout] = []

    @property
    def left(self) -> float:
        """Return the seconds that are left; 0 or less once the time is over."""
        return self._left if self._waits else self._left - (time.monotonic() - self._since)

    def check(self) -> None:
        """Raise Refused once the time is over."""
        if self.left <= 0:
            raise self._over()

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Stop the clock for the block."""
        if not self._waits:
            self._left = self.left
            self._reschedule(None)
        self._waits += 1
        try:
            yield
        finally:
            self._waits -= 1
            if not self._waits:
                self._since = time.monotonic()
                self._reschedule(self._left)

    @asynccontextmanager
    async def bounding(self) -> AsyncIterator[None]:
        """Cancel the block when the time is over. Raises Refused."""
        self.check()
        try:
            async with asyncio.timeout(None if self._waits else self.left) as bound:
                self._bounds.append(bound)
                try:
                    yield
                finally:
                    self._bounds.remove(bound)
        except TimeoutError as error:
            if not bound.expired():
                raise
            raise self._over() from error

    def _reschedule(self, left: float | None) -> None:
        when = None if left is None else asyncio.get_running_loop().time() + left
        for bound in self._bounds:
            if not bound.expired():
                bound.reschedule(when)

    def _over(self) -> Refused:
        return Refused("TOO_SLOW", f"The request took longer than {self._seconds:g} s; ask for less at a time.")


class Patient:
    """Graphs whose turns are waited for without loss of the request's time."""

    def __init__(self, graphs: Graphs, deadline: Deadline) -> None:
        self._graphs = graphs
        self._deadline = deadline

    @asynccontextmanager
    async def reading(self, tenant: str) -> AsyncIterator[GraphStore]:
        async with AsyncExitStack() as stack:
            with self._deadline.waiting():
                store = await stack.enter_async_context(self._graphs.reading(tenant))
            yield store

    @asynccontextmanager
    async def writing(self, tenant: str) -> AsyncIterator[GraphStore]:
        async with AsyncExitStack() as stack:
            with self._deadline.waiting():
                store = await stack.enter_async_context(self._graphs.writing(tenant))
            yield store

    async def health(self) -> Health:
        return await self._graphs.health()

    async def close(self) -> None:
        """Do nothing: whoever opened the graphs closes them."""


class PatientWorkshop:
    """A workshop that does not count waiting for a turn against the request's time."""

    def __init__(self, workshop: Workshop, deadline: Deadline) -> None:
        self._workshop = workshop
        self._deadline = deadline

    async def run(
        self,
        tenant: str,
        task: Callable[..., _Result],
        *given: Any,
        about: str = "",
        urgent: bool = False,
        waiting: Waiting = nullcontext,
    ) -> _Result:
        """Run the function in the workshop."""
        waits = self._deadline.waiting
        return await self._workshop.run(tenant, task, *given, about=about, urgent=urgent, waiting=waits)

    async def constant(
        self,
        tenant: str,
        task: Callable[..., _Result],
        *given: Any,
        about: str = "",
        waiting: Waiting = nullcontext,
    ) -> _Result:
        """Ask the workshop."""
        waits = self._deadline.waiting
        return await self._workshop.constant(tenant, task, *given, about=about, waiting=waits)

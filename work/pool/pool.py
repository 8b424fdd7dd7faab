"""Run work in processes that start on first use, are shared fairly among tenants, and are replaced when they end."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack, nullcontext
from types import MappingProxyType, TracebackType
from typing import Any, Final, Self, TypeVar, cast

from opentelemetry import trace

from pipeline.ir.workshop import NotDone, Waiting, WorkerLost
from work.pool.limits import Limits
from work.pool.messages import Answer, Asked, Outcome
from work.pool.process import NotBegun, Process
from work.pool.turns import Turns

_Result = TypeVar("_Result")

_LOOK_SECONDS: Final = 0.2
_log = logging.getLogger("ameide.work")
_tracer = trace.get_tracer("ameide.work")


class Pool:
    """Worker processes: one tenant can keep a limited number busy, and all tenants together one more.

    A spare process is always ready, so that no work waits for the start of a replacement.
    """

    def __init__(
        self,
        most: int,
        limits: Limits,
        modules: Sequence[str],
        weights: Mapping[str, float] = MappingProxyType({}),
    ) -> None:
        self._most = most
        self._limits = limits
        self._modules = modules
        self._turns = Turns(most, weights)
        self._idle: deque[Process] = deque()
        self._starting: deque[asyncio.Task[Process]] = deque()
        self._busy: set[Process] = set()
        self._ending: set[asyncio.Task[None]] = set()
        self._watching: asyncio.Task[None] | None = None
        self._constants: dict[tuple[Any, ...], Any] = {}
        self._closed = False

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace_: TracebackType | None
    ) -> None:
        await self.close()

    async def run(
        self,
        tenant: str,
        task: Callable[..., _Result],
        *given: Any,
        about: str = "",
        urgent: bool = False,
        waiting: Waiting = nullcontext,
    ) -> _Result:
        """Run a function in a process, when it is the tenant's turn; see Workshop. Raises NotDone, Busy."""
        with _tracer.start_as_current_span("work.run") as span:
            span.set_attributes({"ameide.tenant": tenant, "ameide.task": task.__qualname__})
            async with AsyncExitStack() as stack:
                with waiting():
                    await stack.enter_async_context(self._turns.turn(tenant, urgent=urgent))
                answer = await self._done(Asked(task, given, self._limits.cpu_seconds), about or "what was asked")
            for noted in answer.spans:
                _tracer.start_span(noted.name, start_time=noted.start).end(noted.end)
        if answer.outcome is Outcome.RAISED:
            raise cast("Exception", answer.result)
        return cast("_Result", answer.result)

    async def constant(
        self,
        tenant: str,
        task: Callable[..., _Result],
        *given: Any,
        about: str = "",
        waiting: Waiting = nullcontext,
    ) -> _Result:
        """Run a function in a process the first time that it is asked for this; see Workshop. Raises NotDone, Busy."""
        key = (task, *given)
        if key not in self._constants:
            self._constants[key] = await self.run(tenant, task, *given, about=about, waiting=waiting)
        return cast("_Result", self._constants[key])

    @property
    def pids(self) -> list[int]:
        """Return the numbers of all processes that are ready or at work."""
        return [process.pid for process in (*self._busy, *self._idle)]

    async def close(self) -> None:
        """End all processes, whatever they are doing. No more are started."""
        self._closed = True
        if self._watching is not None:
            self._watching.cancel()
        for task in (starting := [*self._starting]):
            task.cancel()
        for found in await asyncio.gather(*starting, return_exceptions=True):
            if isinstance(found, Process):
                self._end(found)
        for process in (*self._idle, *self._busy):
            self._end(process)
        self._idle.clear()
        while self._ending:
            await asyncio.wait(self._ending)

    async def _done(self, asked: Asked, about: str) -> Answer:
        while True:
            process = await self._ready()
            self._busy.add(process)
            kept = False
            try:
                answer = await process.do(asked, about)
                kept = True
            except NotBegun:
                continue
            except NotDone as stopped:
                _log.warning("%s", stopped)
                raise
            finally:  # also if the caller is gone, or the arguments cannot be pickled
                self._busy.discard(process)
                if not kept:
                    self._end(process)
            self._take_back(process, answer)
            return answer

    async def _ready(self) -> Process:
        """Return an idle process, and start another one if none is left."""
        if self._closed:
            raise WorkerLost("The service is ending. Ask again.")
        if self._watching is None:
            self._watching = asyncio.create_task(self._watch())
        process = await self._next()
        while not process.alive:
            self._end(process)
            process = await self._next()
        if not self._idle and not self._starting:
            self._start()
        return process

    async def _next(self) -> Process:
        if self._idle:
            return self._idle.popleft()
        task = self._starting.popleft() if self._starting else self._started()
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            self._starting.append(task)
            task.add_done_callback(self._is_ready)
            raise

    def _start(self) -> None:
        task = self._started()
        self._starting.append(task)
        task.add_done_callback(self._is_ready)

    def _started(self) -> "asyncio.Task[Process]":
        return asyncio.create_task(Process.start(self._modules, self._limits))

    def _is_ready(self, task: "asyncio.Task[Process]") -> None:
        """Add a started process to the idle ones, unless a request waits for it already."""
        if task not in self._starting:
            return
        self._starting.remove(task)
        if task.cancelled():
            return
        if error := task.exception():
            _log.error("a worker process could not be started", exc_info=error)
        else:
            self._idle.append(task.result())

    def _take_back(self, process: Process, answer: Answer) -> None:
        used_up = process.tasks >= self._limits.tasks or answer.memory > self._limits.kept_bytes
        if used_up or len(self._idle) > self._most:
            self._end(process)
            return
        self._idle.appendleft(process)  # the last one used has warm caches

    def _end(self, process: Process) -> None:
        task = asyncio.create_task(process.end())
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)

    async def _watch(self) -> None:
        """Check the memory of busy processes. The system already refuses them most of what is beyond the limit."""
        while True:
            await asyncio.sleep(_LOOK_SECONDS)
            for process in self._busy:
                process.look()

"""Make processes whose steps a test defines: their work, their next steps, and a record of their runs."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from temporalio.exceptions import ActivityError, RetryState

from pipeline.targets.temporal_python.runtime import flow
from pipeline.targets.temporal_python.runtime.flow import Process, Route, Scope, to

SETTLED = 20
"""Rounds of the loop after which nothing moves any more that a test has moved."""


async def wait_condition(holds: Callable[[], bool]) -> None:
    """Wait as a workflow does, which looks at conditions once nothing else can move."""
    settled = 0
    while settled < SETTLED:
        await asyncio.sleep(0)
        settled = settled + 1 if holds() else 0


def nothing(_: Scope) -> None:
    """Pass the token on and do nothing else."""


def alone(step: flow.Step) -> flow.Step:
    """Return a step that waits for no other token."""
    return step


class Steps(Process):
    """A process whose steps note that they ran, and go on where a test says, by the flow `<step>_<next>`."""

    def __init__(self, **ways: list[str]) -> None:
        super().__init__()
        self.ran: list[str] = []
        self._ways = ways
        self._steps: dict[str, flow.Step] = {}

    def __getattr__(self, name: str) -> flow.Step:
        try:
            return self._steps[name]
        except KeyError as error:
            raise AttributeError(name) from error

    def step(
        self, name: str, work: Callable[[Scope], Any] = lambda _: None, join: Any = lambda step: step
    ) -> flow.Step:
        """Add a step: what it does may be awaited."""

        async def run(scope: Scope) -> Route:
            self.ran.append(name)
            if asyncio.iscoroutine(begun := work(scope)):
                await begun
            return [to(self._steps[after], f"{name}_{after}") for after in self._ways.get(name, [])]

        run.__name__ = name
        self._steps[name] = join(run)
        return self._steps[name]

    def told(self, name: str, times: int) -> flow.Work:
        """Work that ends once a step has run so often."""
        return lambda: wait_condition(lambda: self.ran.count(name) == times)


def steps(names: str, **ways: list[str]) -> Steps:
    process = Steps(**ways)
    for name in names.split():
        process.step(name)
    return process


async def for_ever(_: Scope | None = None) -> None:
    await asyncio.Event().wait()


async def at_once() -> None:
    """Work that takes no time."""


def failing(error: BaseException) -> flow.Work:
    async def work() -> None:
        raise error

    return work


def fail(error: BaseException) -> Callable[[Scope], Awaitable[None]]:
    return lambda _: failing(error)()


def wrapped(cause: BaseException | None) -> ActivityError:
    """Return the failure of an activity as a workflow sees it."""
    error = ActivityError(
        "failed", scheduled_event_id=1, started_event_id=2, identity="", activity_type="", activity_id="1",
        retry_state=RetryState.NON_RETRYABLE_FAILURE,
    )  # fmt: skip
    error.__cause__ = cause
    return error

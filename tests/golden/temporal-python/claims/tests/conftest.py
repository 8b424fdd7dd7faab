"""A Temporal server for the tests: the one at TEMPORAL_ADDRESS, else one that skips time, if it can be had."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio
from google.protobuf.duration_pb2 import Duration
from temporalio.api.testservice.v1 import SleepRequest
from temporalio.client import Client, WorkflowExecutionStatus, WorkflowHandle
from temporalio.service import RPCError, RPCStatusCode
from temporalio.testing import WorkflowEnvironment

Handle = WorkflowHandle[Any, Any]
Finish = Callable[[Handle, Collection[str], Mapping[str, Any]], Awaitable[Any]]
ROUNDS = 2000


@pytest_asyncio.fixture
async def client() -> AsyncIterator[Client]:
    """Connected to a server."""
    if address := os.environ.get("TEMPORAL_ADDRESS"):
        yield await Client.connect(address, namespace=os.environ.get("TEMPORAL_NAMESPACE", "default"))
        return
    try:
        environment = await asyncio.wait_for(WorkflowEnvironment.start_time_skipping(), timeout=60)
    except (RuntimeError, TimeoutError) as error:
        missing = f"no Temporal server: set TEMPORAL_ADDRESS ({error}); TEMPORAL_TESTS=skip leaves these tests out"
        if os.environ.get("TEMPORAL_TESTS") == "skip":
            pytest.skip(missing)
        pytest.fail(missing)
    async with environment:
        yield environment.client


@pytest.fixture
def finish(client: Client) -> Finish:
    """Plays everybody outside: finishes open tasks, sends messages that are waited for, lets time pass."""

    async def play(handle: Handle, tasks: Collection[str], messages: Mapping[str, Any]) -> Any:
        for _ in range(ROUNDS):
            if (await handle.describe()).status != WorkflowExecutionStatus.RUNNING:
                return await handle.result()
            waiting: list[str] = await handle.query("waiting_for")
            if task := next((name for name in waiting if name in tasks), None):
                await handle.execute_update(task, {})
            elif message := next((name for name in waiting if name in messages), None):
                await handle.signal(message, messages[message])
            else:
                await pass_time(client, timedelta(hours=6))
        pytest.fail(f"{handle.id} has not ended; it waits for {waiting}")

    return play


async def pass_time(client: Client, time: timedelta) -> None:
    """Skip time where the server can, else let a moment pass."""
    try:
        await client.test_service.unlock_time_skipping_with_sleep(SleepRequest(duration=_duration(time)))
    except RPCError as error:
        if error.status != RPCStatusCode.UNIMPLEMENTED:
            raise
        await asyncio.sleep(0.05)


def _duration(time: timedelta) -> Duration:
    duration = Duration()
    duration.FromTimedelta(time)
    return duration

"""Runs the processes from start to end, on every branch that input alone can reach, and replays what happened."""

from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any
from uuid import uuid4

import pytest
from temporalio import activity
from temporalio.client import Client
from temporalio.worker import Replayer, Worker

import activities
from worker import WORKFLOWS

ANSWERS: dict[str, tuple[str, Any]] = {}
"""What the stand-in of an activity answers that is asked something: this variable of the input, or else this value."""
TASKS: set[str] = set()
MESSAGES: dict[str, Any] = {
    "Picked up": {},
}
Finish = Callable[..., Awaitable[Any]]
CASES: list[Any] = [
    pytest.param(
        "Process_Ship",
        [{"inStock": True, "parcels": ["first", "second"]}],
        id="ship_an_order_in_stock_pack_a_parcel",
    ),
]


def stand_in(function: Any) -> Any:
    """An activity that does nothing in the world, in the place of the real one."""
    variable, otherwise = ANSWERS.get(function.__name__, ("", None))

    @activity.defn(name=function.__name__)
    async def answer(variables: dict[str, Any]) -> Any:
        return variables.get(variable, otherwise) if variable else {}

    return answer


@pytest.mark.parametrize(("process", "given"), CASES)
async def test_process_runs_to_its_end(client: Client, finish: Finish, process: str, given: list[Any]) -> None:
    queue = f"test-{uuid4()}"
    async with AsyncExitStack() as running:
        worker = Worker(client, task_queue=queue, workflows=WORKFLOWS, activities=list(map(stand_in, activities.ALL)))
        await running.enter_async_context(worker)
        handle = await client.start_workflow(process, args=given, id=queue, task_queue=queue)
        result = await finish(handle, TASKS, MESSAGES)
        history = await handle.fetch_history()
    assert given[0].items() <= result.items()
    await Replayer(workflows=WORKFLOWS).replay_workflow(history)

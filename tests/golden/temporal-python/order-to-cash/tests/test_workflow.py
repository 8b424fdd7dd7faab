"""Runs the processes from start to end, on every branch that input alone can reach, and replays what happened."""

from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any
from uuid import uuid4

import pytest
from temporalio import activity, workflow
from temporalio.client import Client
from temporalio.worker import Replayer, Worker

import contract
from worker import WORKFLOWS

ANSWERS: dict[str, list[Any]] = {}
"""What the stand-in of an activity answers that is asked something: this variable of the input, or else this value."""
GIVES: dict[str, dict[str, list[str]]] = {}
"""Variables that an activity gives, each with the place in its answer where it is read: a stand-in changes none."""
TASKS: set[str] = {
    "Task_ReviewOrder",
}
MESSAGES: dict[str, Any] = {
    "Message_Payment": {},
}
Finish = Callable[..., Awaitable[Any]]
CASES: list[Any] = [
    pytest.param(
        "Process_OrderToCash",
        [{"creditScore": 600}],
        id="order_to_cash_credit_good_enough_gateway_accepted",
    ),
    pytest.param(
        "Process_OrderToCash",
        [{"creditScore": 599, "approved": True}],
        id="order_to_cash_approved_gateway_accepted",
    ),
    pytest.param(
        "Process_OrderToCash",
        [{"creditScore": 599, "approved": False}],
        id="order_to_cash_approved_decline_order",
    ),
]


@workflow.defn(name="Process_Ship")
class Stub1:
    """Stands for a process that is called and is not part of this project."""

    @workflow.run
    async def run(self, variables: dict[str, Any]) -> dict[str, Any]:
        """Do nothing."""
        return {}


STUBS: dict[str, type] = {
    "Process_Ship": Stub1,
}


def stand_ins(given: dict[str, Any]) -> list[Any]:
    """Activities that do nothing in the world, in the place of the real ones."""
    return [stand_in(called, given) for called in contract.NAMES.values()]


def stand_in(name: str, given: dict[str, Any]) -> Any:
    variable, otherwise = ANSWERS.get(name, ["", None])

    @activity.defn(name=name)
    async def answer(variables: dict[str, Any]) -> Any:
        if variable:
            return variables.get(variable, given.get(variable, otherwise))
        answered: Any = {}
        for taken, path in GIVES.get(name, {}).items():
            if not path:
                return given.get(taken)
            inside = answered
            for part in path[:-1]:
                inside = inside.setdefault(part, {})
            inside[path[-1]] = given.get(taken)
        return answered

    return answer


@pytest.mark.parametrize(("process", "given"), CASES)
async def test_process_runs_to_its_end(client: Client, finish: Finish, process: str, given: list[Any]) -> None:
    queue = f"test-{uuid4()}"
    async with AsyncExitStack() as running:
        worker = Worker(client, task_queue=queue, workflows=WORKFLOWS, activities=stand_ins(given[0]))
        await running.enter_async_context(worker)
        for called, stub in STUBS.items():
            await running.enter_async_context(Worker(client, task_queue=called, workflows=[stub]))
        handle = await client.start_workflow(process, args=given, id=queue, task_queue=queue)
        result = await finish(handle, TASKS, MESSAGES)
        history = await handle.fetch_history()
    assert given[0].items() <= result.items()
    await Replayer(workflows=WORKFLOWS).replay_workflow(history)

"""Run one workflow of a generated project on a real server, in its own process, from a script of events.

Its working folder is the project. It reads a scenario as JSON and answers what happened, as JSON.
"""

import asyncio
import json
import os
import sys
from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import uuid4

sys.path.insert(0, os.getcwd())  # noqa: PTH109 - the project, as `python worker.py` would have it

from google.protobuf.duration_pb2 import Duration
from temporalio import activity
from temporalio.api.enums.v1 import EventType
from temporalio.api.testservice.v1 import SleepRequest
from temporalio.client import (
    Client,
    WorkflowExecutionStatus,
    WorkflowFailureError,
    WorkflowHandle,
    WorkflowUpdateFailedError,
)
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError, RPCStatusCode
from temporalio.worker import Replayer, Worker

PATIENCE = 400
"""Looks at a workflow, 10 ms apart, before what it is to wait for must have come."""


def replaced(answers: dict[str, Any]) -> list[Callable[..., Any]]:
    """Return the project's activities, those of the scenario replaced by its answers, one after the other."""
    names = import_module("contract").NAMES
    functions = import_module("serving").served(import_module("activities").Activities(), names)
    stated = {called: answers.get(name, answers.get(called)) for name, called in names.items()}
    return [_answering(called, function, stated[called]) for called, function in zip(stated, functions, strict=True)]


def _answering(called: str, function: Callable[..., Any], answers: Any) -> Callable[..., Any]:
    if answers is None:
        return function
    left = list(answers)

    @activity.defn(name=called)
    async def answer(variables: dict[str, Any]) -> Any:
        found = left.pop(0) if len(left) > 1 else left[0]
        if isinstance(found, dict) and "error" in found:
            raise ApplicationError("as the test says", type=found["error"], non_retryable=True)
        if isinstance(found, dict) and "broken" in found:
            raise RuntimeError(found["broken"])
        if isinstance(found, dict) and "echo" in found:
            *around, last = found["echo"].split(".")
            echoed: Any = {last: variables}
            for name in reversed(around):
                echoed = {name: echoed}
            return {**echoed, **{name: value for name, value in found.items() if name != "echo"}}
        if isinstance(found, dict) and "sleep" in found:
            await asyncio.sleep(found["sleep"])
            return {}
        return found

    return answer


async def play(client: Client, handle: WorkflowHandle[Any, Any], script: list[list[Any]]) -> None:
    """Do what the script says, each once the workflow waits for it; then let time pass until it ends."""
    for what, *more in script:
        if what == "time":
            await pass_time(client, more[0])
        elif what == "rest":
            await asyncio.sleep(0.3)
        elif what == "child":
            await _send_to_child(client.get_workflow_handle(f"{handle.id}/{more[0]}"), *more[1:])
        else:
            await _send(handle, what, *more)
    for _ in range(PATIENCE):
        if (await handle.describe()).status != WorkflowExecutionStatus.RUNNING:
            return
        await asyncio.sleep(0.01)
    for _ in range(PATIENCE):
        await pass_time(client, 3600 * 24)
        if (await handle.describe()).status != WorkflowExecutionStatus.RUNNING:
            return
    raise TimeoutError(f"has not ended; waits for {await handle.query('waiting_for')}")


async def _send(handle: WorkflowHandle[Any, Any], what: str, name: str, payload: Any, *key: Any) -> None:
    for _ in range(PATIENCE):
        if what in {"early", "refused"} or name in await handle.query("waiting_for"):
            break
        await asyncio.sleep(0.01)
    else:
        raise TimeoutError(f"never waits for {name}: {await handle.query('active_steps')}")
    if what == "update":
        await handle.execute_update(name, args=[payload, *key])
    elif what == "refused":
        await _refused(handle, name, [payload, *key])
    else:
        await handle.signal(name, payload)


async def _send_to_child(handle: WorkflowHandle[Any, Any], name: str, payload: Any) -> None:
    """Send a signal to a child workflow once it has been started."""
    for _ in range(PATIENCE):
        try:
            return await handle.signal(name, payload)
        except RPCError as error:
            if error.status != RPCStatusCode.NOT_FOUND:
                raise
        await asyncio.sleep(0.01)
    raise TimeoutError(f"{handle.id} was never started")


async def _refused(handle: WorkflowHandle[Any, Any], name: str, given: list[Any]) -> None:
    try:
        await handle.execute_update(name, args=given)
    except WorkflowUpdateFailedError:
        return
    raise AssertionError(f"{name} was not refused")


async def pass_time(client: Client, seconds: float) -> None:
    """Skip time, as far as nothing is being worked on."""
    duration = Duration()
    duration.FromMilliseconds(int(seconds * 1000))
    await client.test_service.unlock_time_skipping_with_sleep(SleepRequest(duration=duration))


async def main(scenario: dict[str, Any]) -> dict[str, Any]:
    """Run it, replay it, and say what happened."""
    workflows = import_module("worker").WORKFLOWS
    client = await Client.connect(os.environ["TEMPORAL_ADDRESS"])
    queue = f"engine-{uuid4()}"
    # what a workflow no longer waits for is let finish, or the server holds its time for it
    worker = Worker(
        client,
        task_queue=queue,
        workflows=workflows,
        activities=replaced(scenario["answers"]),
        graceful_shutdown_timeout=timedelta(seconds=5),
    )
    async with worker:
        handle = await client.start_workflow(scenario["process"], args=scenario["args"], id=queue, task_queue=queue)
        if kept := scenario.get("waiting"):
            return await _waiting(handle, Path(kept))
        await play(client, handle, scenario["script"])
        try:
            outcome = {"result": await handle.result()}
        except WorkflowFailureError as failure:
            cause: Any = failure.cause
            outcome = {"failure": getattr(cause, "type", None) or type(cause).__name__, "message": str(cause)}
        history = await handle.fetch_history()
    if kept := scenario.get("history"):
        Path(kept).write_text(json.dumps(json.loads(history.to_json()), indent=1, sort_keys=True) + "\n")
    await Replayer(workflows=workflows).replay_workflow(history)
    return {**outcome, "activities": _activities(history.events)}


async def _waiting(handle: WorkflowHandle[Any, Any], kept: Path) -> dict[str, Any]:
    """Keep the history of a workflow once it waits for somebody outside."""
    for _ in range(PATIENCE):
        history = await handle.fetch_history()
        done = [event.event_type for event in history.events].count(EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED)
        if done and await handle.query("waiting_for"):
            break
        await asyncio.sleep(0.01)
    history = await handle.fetch_history()
    kept.write_text(history.to_json())
    await handle.terminate()
    return {"activities": _activities(history.events)}


def _activities(events: Any) -> list[str]:
    scheduled = EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED
    return [
        event.activity_task_scheduled_event_attributes.activity_type.name
        for event in events
        if event.event_type == scheduled
    ]


if __name__ == "__main__":
    print(json.dumps(asyncio.run(main(json.load(sys.stdin)))), flush=True)
    # threads of the SDK may still hold Python when it finalises, which ends the process with a core dump
    os._exit(0)

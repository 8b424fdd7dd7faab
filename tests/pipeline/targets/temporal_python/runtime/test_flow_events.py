"""Test what the token engine waits for: boundary events, event sub-processes, errors, messages, signals, tasks."""

import asyncio

import pytest
from temporalio.exceptions import ApplicationError, CancelledError, FailureError

from pipeline.targets.temporal_python.runtime.flow import BpmnError, FlowError, to
from tests.pipeline.targets.temporal_python.runtime.steps import Steps, at_once, fail, failing, for_ever, steps, wrapped


async def test_work_that_ends_by_itself_gives_up_its_events() -> None:
    process = steps("")
    process.step("timer", for_ever)
    scope = process.open({})
    assert await scope.guard(at_once, until=[process.timer], beside=[(process.timer, 1)]) is None
    assert await scope.guard(at_once) is None


async def test_an_interrupting_event_stops_the_work_and_takes_its_own_way() -> None:
    process = steps("timer late", timer=["late"])
    stopped: list[bool] = []

    async def work() -> None:
        try:
            await for_ever()
        finally:
            stopped.append(True)

    assert await process.open({}).guard(work, until=[process.timer]) == [to(process.late, "timer_late")]
    assert stopped == [True]


@pytest.mark.parametrize("times", [1, 3])
async def test_an_event_beside_the_work_starts_tokens_as_often_as_it_says(times: int) -> None:
    process = steps("timer remind", timer=["remind"])
    process.step("host", lambda scope: scope.guard(process.told("remind", times), beside=[(process.timer, times)]))
    await process.open({}).run(process.host)
    assert process.ran == ["host", *["timer"] * times, *["remind"] * times]


@pytest.mark.parametrize(
    ("error", "way"),
    [
        (BpmnError("NO_STOCK"), "out"),
        (BpmnError("OTHER"), "any"),
        (ApplicationError("it broke"), "any"),
        (wrapped(BpmnError("NO_STOCK")), "out"),
        (wrapped(None), "any"),
    ],
)
async def test_an_error_is_caught_by_its_code_or_by_what_catches_any(error: FailureError, way: str) -> None:
    process = steps("out any", out=["out"], any=["any"])
    scope = process.open({})
    errors = [("NO_STOCK", process.out), ("", process.any)]
    assert await scope.guard(failing(error), errors=errors) == [to(getattr(process, way), f"{way}_{way}")]


@pytest.mark.parametrize("error", [BpmnError("OTHER"), ZeroDivisionError(), CancelledError("cancelled")])
async def test_an_error_that_nobody_waits_for_goes_on(error: Exception) -> None:
    process = steps("out", out=["out"])
    codes = "" if isinstance(error, CancelledError) else "NO_STOCK"
    with pytest.raises(type(error)):
        await process.open({}).guard(failing(error), errors=[(codes, process.out)])


async def test_an_event_sub_process_runs_beside_its_scope_or_instead_of_it() -> None:
    process = steps("heard body", heard=["body"])
    process.step("host", lambda _: process.told("body", 1)())
    await process.open({}).run(process.host, beside=[(process.heard, 1)])
    assert process.ran == ["heard", "host", "body"]
    process = steps("heard body", heard=["body"])
    process.step("host", for_ever)
    await process.open({}).run(process.host, until=[process.heard])
    assert process.ran == ["heard", "host", "body"]


async def test_the_first_event_decides_and_the_others_are_given_up() -> None:
    process = steps("quick", quick=["quick"])
    process.step("slow", for_ever)
    scope = process.open({})
    assert await scope.first(process.slow, process.quick) == [to(process.quick, "quick_quick")]
    with pytest.raises(FlowError):
        await scope.first(process.slow, process.step("bad", fail(FlowError("it broke"))))


async def test_a_message_is_taken_once_whether_it_comes_before_or_after() -> None:
    process = Steps()
    process.post("paid", {"amount": 1})
    assert await process.message("paid") == {"amount": 1}
    waiting = [asyncio.create_task(process.message("paid")) for _ in range(2)]
    await asyncio.sleep(0)
    assert process.waiting_for() == ["paid", "paid"]
    process.post("paid", None)
    process.post("paid", {"amount": 2})
    assert await asyncio.gather(*waiting) == [{}, {"amount": 2}]
    assert process.waiting_for() == []


async def test_a_signal_wakes_all_that_wait_for_it_and_is_not_kept() -> None:
    process = Steps()
    process.broadcast("closed", {"by": "before"})
    waiting = [asyncio.create_task(process.signal("closed")) for _ in range(2)]
    await asyncio.sleep(0)
    assert process.waiting_for() == ["closed", "closed"]
    process.broadcast("closed", {"by": "now"})
    process.broadcast("closed", None)
    assert await asyncio.gather(*waiting) == [{"by": "now"}] * 2


async def test_an_update_is_refused_where_no_step_waits_for_it() -> None:
    process = Steps()
    with pytest.raises(ApplicationError, match="nothing waits for complete_task now"):
        process.expect("complete_task")
    waiting = asyncio.create_task(process.message("complete_task"))
    await asyncio.sleep(0)
    process.expect("complete_task")
    process.post("complete_task", {})
    with pytest.raises(ApplicationError):
        process.expect("complete_task")
    await waiting


def test_a_child_is_called_after_its_step_later_ones_with_a_number() -> None:
    process = Steps()
    assert [process.child_id("ship"), process.child_id("ship")] == ["order-7/ship", "order-7/ship-2"]

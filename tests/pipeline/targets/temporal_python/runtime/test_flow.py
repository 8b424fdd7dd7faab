"""Test the token engine by itself: routes, joins, scopes and repetitions."""

import asyncio
from datetime import timedelta

import pytest

from pipeline.targets.execution import watching
from pipeline.targets.temporal_python.runtime import flow
from pipeline.targets.temporal_python.runtime.flow import BpmnError, FlowError, Scope
from tests.pipeline.targets.temporal_python.runtime.steps import Steps, fail, for_ever, steps


@pytest.mark.parametrize(
    ("arrived", "elsewhere", "ready"),
    [
        ({"f": 1, "g": 1}, [], True),
        ({"f": 1}, [], True),
        ({"f": 1}, [{"b"}], False),
        ({"f": 1}, [{"a", "b"}], True),
        ({"f": 1}, [{"c"}], True),
    ],
)
def test_an_inclusive_join_waits_for_what_can_still_come(
    arrived: dict[str, int], elsewhere: list[set[str]], ready: bool
) -> None:
    join = flow.Join({"f": "a", "g": "b"}, all_of_them=False)
    assert join.ready(arrived, [frozenset(reached) for reached in elsewhere]) is ready


def test_a_parallel_join_waits_for_every_flow() -> None:
    join = flow.Join({"f": "", "g": ""}, all_of_them=True)
    assert not join.ready({"f": 2}, [])
    assert join.ready({"f": 2, "g": 1}, [])


@pytest.mark.parametrize(
    ("when", "waits"),
    [
        (90, timedelta(seconds=90)),
        (0.5, timedelta(seconds=0.5)),
        (" PT1H30M ", timedelta(hours=1.5)),
        ("P1W2DT3S", timedelta(days=9, seconds=3)),
        ("PT0.25S", timedelta(seconds=0.25)),
        ("P1M", timedelta(days=29)),  # there is no 31st of February
        ("P1Y1M", timedelta(days=394)),
        ("2024-02-01T12:00:00+00:00", timedelta(days=1)),
        ("2024-02-01", timedelta(hours=12)),
        ("2023-12-24", timedelta()),
    ],
)
def test_a_time_is_read(when: object, waits: timedelta) -> None:
    assert flow.delay(when) == waits


@pytest.mark.parametrize("when", ["soon", "", "P", "PT", None, "P1H"])
def test_what_is_no_time_is_a_failure(when: object) -> None:
    with pytest.raises(FlowError, match="neither an ISO 8601 duration nor a date") as caught:
        flow.delay(when)
    assert caught.value.non_retryable


def test_a_variable_is_that_of_the_nearest_scope() -> None:
    outer = Steps().open({"a": 1, "b": 2})
    inner = Scope(outer._process, {"a": 3}, outer)
    assert (inner["a"], inner["b"], outer["a"]) == (3, 2, 1)
    assert inner.visible() == {"a": 3, "b": 2}
    with pytest.raises(FlowError, match="'c' was set by no input"):
        inner["c"]


def test_a_variable_is_set_where_it_is_and_else_outside_but_for_a_repetition() -> None:
    outer = Steps().open({"a": 1})
    repetition = flow.Repetition(outer._process, {"item": 0}, outer)
    inner = Scope(outer._process, {}, repetition)
    inner.merge({"a": 2, "new": 3})
    inner.merge(None)
    assert outer.visible() == {"a": 1}
    assert repetition.visible() == {"item": 0, "a": 2, "new": 3}
    Scope(outer._process, {}, outer).merge({"a": 4, "new": 5})
    assert outer.visible() == {"a": 4, "new": 5}


async def test_a_token_goes_from_step_to_step() -> None:
    process = steps("a b c", a=["b"], b=["c"])
    await process.open({}).run(process.a)
    assert process.ran == ["a", "b", "c"]
    assert process.active_steps() == []


async def test_a_parallel_join_goes_on_once() -> None:
    process = steps("f a b after", f=["a", "b"], a=["j"], b=["j"], j=["after"])
    process.step("j", join=flow.join_all("a_j", "b_j"))
    await process.open({}).run(process.f)
    assert process.ran == ["f", "a", "b", "j", "after"]


async def test_a_merge_passes_every_token() -> None:
    process = steps("f a b after", f=["a", "b"], a=["after"], b=["after"])
    await process.open({}).run(process.f)
    assert process.ran.count("after") == 2


async def test_a_join_that_nothing_can_reach_any_more_is_a_failure() -> None:
    process = steps("a", a=["j"])
    process.step("j", join=flow.join_all("a_j", "b_j"))
    with pytest.raises(FlowError, match="no token can reach j any more: a join waits for ever"):
        await process.open({}).run(process.a)
    assert process.ran == ["a"]


async def test_an_inclusive_join_waits_for_the_token_that_may_come(monkeypatch: pytest.MonkeyPatch) -> None:
    process = steps("f a b", f=["a", "b"], a=["j"], b=["j"])
    monkeypatch.setattr(Steps, "WAYS", {"f": ["a", "b"], "a": ["j"], "b": ["j"]})
    process.step("j", join=flow.join_active({"a_j": "a", "b_j": "b"}))
    await process.open({}).run(process.f)
    assert process.ran == ["f", "a", "b", "j"]


async def test_an_inclusive_join_goes_on_when_the_other_token_has_turned_away(monkeypatch: pytest.MonkeyPatch) -> None:
    process = steps("f a b c", f=["a", "b"], a=["j"], b=["c"])
    monkeypatch.setattr(Steps, "WAYS", {"f": ["a", "b"], "a": ["j"], "b": ["j", "c"]})
    process.step("j", join=flow.join_active({"a_j": "a", "b_j": "b"}))
    await process.open({}).run(process.f)
    assert process.ran == ["f", "a", "b", "c", "j"]
    assert process.reach("f", "j") == {"f", "a", "b", "c"}


async def test_a_step_that_fails_ends_its_scope_with_all_tokens() -> None:
    process = steps("f", f=["slow", "bad"])
    process.step("slow", for_ever)
    process.step("bad", fail(BpmnError("NO_STOCK")))
    with pytest.raises(BpmnError, match="NO_STOCK") as caught:
        await process.open({}).run(process.f)
    assert (caught.value.type, caught.value.non_retryable) == ("NO_STOCK", True)
    assert process.active_steps() == []


async def test_to_terminate_ends_a_scope_with_all_its_tokens_but_not_the_one_around() -> None:
    process = steps("f after", f=["slow", "end"], nested=["after"])
    process.step("slow", for_ever)
    process.step("end", Scope.terminate)
    process.step("nested", lambda scope: scope.nested(process.f))
    await process.open({}).run(process.nested)
    assert process.ran == ["nested", "f", "slow", "end", "after"]


@pytest.mark.parametrize("parallel", [True, False])
async def test_a_repetition_has_its_item_its_number_and_its_own_variables(parallel: bool) -> None:
    scope = Steps().open({"seen": 0})

    async def once(run: Scope) -> None:
        run.merge({"seen": f"{run['loopCounter']}: {run['line']}"})

    done = await scope.each(["a", "b"], once, name="line", parallel=parallel)
    assert [each["seen"] for each in done] == ["0: a", "1: b"]
    assert scope["seen"] == 0


async def test_repetitions_end_when_it_is_enough() -> None:
    async def once(run: Scope) -> None:
        run.merge({"found": run["item"] == 1})

    scope = Steps().open({})
    done = await scope.each(5, once, enough=lambda run: bool(run["found"] and run["nrOfInstances"] == 5))
    assert [each["item"] for each in done] == [0, 1]
    done = await scope.each(5, once, parallel=True, enough=lambda run: bool(run["nrOfCompletedInstances"]))
    assert done


async def test_a_repetition_that_fails_fails_them_all() -> None:
    async def once(run: Scope) -> None:
        if run["item"] == 1:
            raise BpmnError("BAD_LINE")
        await for_ever()

    with pytest.raises(BpmnError):
        await Steps().open({}).each(3, once, parallel=True)


async def test_only_a_list_or_a_number_is_repeated_over() -> None:
    with pytest.raises(FlowError, match="cannot repeat over str"):
        await Steps().open({}).each("text", for_ever)


def test_the_engine_and_the_plan_mean_the_same_error_by_a_cancelled_transaction() -> None:
    assert flow.CANCEL == watching.CANCEL
    assert flow.CANCEL in flow.UNCAUGHT


async def test_compensation_is_finished_although_whoever_waits_is_cancelled() -> None:
    process = Steps()
    gate = asyncio.Event()
    process.step("first")
    process.step("second", lambda _: gate.wait())
    scope = process.open({})
    scope.completed("a", process.first)
    scope.completed("b", process.second)
    waiting = asyncio.create_task(scope.compensate())
    await asyncio.sleep(0)
    waiting.cancel()
    gate.set()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert process.ran == ["second", "first"]
    await scope.compensate()
    assert process.ran == ["second", "first"]

"""What BPMN and its engines say beyond the plain flow: order of arrival, counted repetitions, FEEL, mappings."""

from typing import Any

import pytest

from tests.engines.scenario import Play
from tests.fixtures.processes import flows

pytestmark = pytest.mark.engines

Script = list[list[Any]]
MESSAGES = '<message id="m1" name="Go"/><message id="m2" name="Stop"/><signal id="sig" name="Alarm"/>'


def tasks(*ids: str) -> str:
    return "".join(f'<task id="{one}"/>' for one in ids)


def caught(id_: str, message: str) -> str:
    definition = f'<messageEventDefinition messageRef="{message}"/>'
    return f'<intermediateCatchEvent id="{id_}">{definition}</intermediateCatchEvent>'


def test_an_inclusive_join_waits_for_a_token_at_another_join(play: Play) -> None:
    process = (
        '<startEvent id="s"/><parallelGateway id="f"/><inclusiveGateway id="j"/><parallelGateway id="pf"/>'
        f'<parallelGateway id="pj"/>{tasks("a", "x", "y", "after")}'
    )
    process += flows("s>f f>a f>pf a>j pf>x pf>y x>pj y>pj pj>j j>after")
    happened = play(process, a=[{"sleep": 0.4}], y=[{"sleep": 0.8}])
    assert happened.activities.count("after") == 1
    assert happened.activities[-1] == "after"


RACE = (
    f'<startEvent id="s"/>{tasks("slow", "a", "b", "after")}<eventBasedGateway id="g"/>'
    f"{caught('c1', 'm1')}{caught('c2', 'm2')}{caught('later', 'm2')}{caught('later2', 'm1')}"
    + flows("s>slow slow>g g>c1 g>c2 c1>a c2>b a>later b>later2 later>after later2>after")
)


@pytest.mark.parametrize("order", [["m1", "m2"], ["m2", "m1"]])
def test_a_race_takes_the_first_that_came_and_leaves_the_other(play: Play, order: list[str]) -> None:
    script: Script = [["early", name, {"first": order[0]}] for name in order]
    happened = play(RACE, script, {}, roots=MESSAGES, slow=[{"sleep": 0.8}])
    assert happened.activities == ["slow", "a" if order[0] == "m1" else "b", "after"]


def test_no_signal_is_lost_while_another_is_handled(play: Play) -> None:
    process = (
        '<startEvent id="s"/><userTask id="u"/><task id="note"/><boundaryEvent id="b" attachedToRef="u" '
        'cancelActivity="false"><signalEventDefinition signalRef="sig"/></boundaryEvent>' + flows("s>u b>note")
    )
    alarms: Script = [["signal", "sig", {}], *[["early", "sig", {}]] * 4, ["rest"], ["update", "u", {}]]
    assert play(process, alarms, {}, roots=MESSAGES).activities == ["note"] * 5


def test_an_early_message_does_not_cancel_what_opens_later(play: Play) -> None:
    process = (
        '<startEvent id="s"/><task id="slow"/><userTask id="u"/><task id="gone"/><task id="done"/>'
        '<boundaryEvent id="b" attachedToRef="u"><messageEventDefinition messageRef="m2"/></boundaryEvent>'
        + flows("s>slow slow>u u>done b>gone")
    )
    early: Script = [["early", "m2", {}], ["update", "u", {}]]
    assert play(process, early, {}, roots=MESSAGES, slow=[{"sleep": 0.5}]).activities == ["slow", "done"]
    assert play(process, [["signal", "m2", {}]], {}, roots=MESSAGES).activities == ["slow", "gone"]


VOTE = (
    '<startEvent id="s"/><userTask id="u" name="Vote"><multiInstanceLoopCharacteristics camunda:collection="who" '
    'camunda:elementVariable="voter"/></userTask>' + flows("s>u")
)


def test_one_of_several_tasks_is_finished_by_its_item_or_its_key(play: Play) -> None:
    script: Script = [
        ["update", "u", {"by": "bob"}, "bob"],
        ["update", "u", {"by": "eve"}, "2"],
        ["refused", "u", {}, "bob"],
        ["update", "u", {"by": "ann"}],
    ]
    happened = play(VOTE, script, {"who": ["ann", "bob", "eve"]})
    assert [(vote["voter"], vote["by"]) for vote in happened.result["vote_results"]] == [
        ("ann", "ann"), ("bob", "bob"), ("eve", "eve"),
    ]  # fmt: skip


def test_an_inclusive_gateway_without_conditions_takes_all_ways(play: Play) -> None:
    process = f'<startEvent id="s"/><inclusiveGateway id="g"/>{tasks("a", "b")}' + flows("s>g g>a g>b")
    assert sorted(play(process).activities) == ["a", "b"]


def test_what_cannot_be_run_is_asked_and_the_rest_is_run(play: Play) -> None:
    process = f'<startEvent id="s"/><exclusiveGateway id="g" default="g_c"/>{tasks("a", "b", "c")}'
    process += flows("s>g g>a[${n > 5}] g>b[${bean.ask(n)}] g>c")
    assert play(process, [], {"n": 6}).activities == ["a"]
    assert play(process, [], {"n": 1}, g_goes_to_b=[True]).activities == ["g_b/holds", "b"]
    assert play(process, [], {"n": 1}, g_goes_to_b=[False]).activities == ["g_b/holds", "c"]


def several(attributes: str, inside: str = "", sequential: bool = True) -> str:
    loop = f'<multiInstanceLoopCharacteristics isSequential="{str(sequential).lower()}" {attributes}>{inside}'
    task = f'<serviceTask id="a" name="Try">{loop}</multiInstanceLoopCharacteristics></serviceTask>'
    return f'<startEvent id="s"/>{task}<task id="after"/>' + flows("s>a a>after")


ZEEBE = (
    '<extensionElements><zeebe:loopCharacteristics inputCollection="=items" inputElement="it" {}/></extensionElements>'
)


@pytest.mark.parametrize(
    ("inside", "ran"),
    [
        ("<completionCondition>= numberOfCompletedInstances &gt;= 2</completionCondition>", 2),
        ("<completionCondition>= numberOfCompletedInstances / numberOfInstances &gt;= 0.5</completionCondition>", 2),
        ("<completionCondition>= loopCounter = 3</completionCondition>", 3),
        ("<completionCondition>= it = 20</completionCondition>", 2),
    ],
)
def test_a_repetition_ends_by_the_words_of_the_standard(play: Play, inside: str, ran: int) -> None:
    process = several("", ZEEBE.format("") + inside)
    assert play(process, [], {"items": [10, 20, 30, 40]}).activities == ["a"] * ran + ["after"]


def test_a_parallel_repetition_knows_how_many_still_run(play: Play) -> None:
    done = "<completionCondition>${nrOfActiveInstances == 1}</completionCondition>"
    process = several('camunda:collection="items"', done, sequential=False)
    happened = play(process, [], {"items": [1, 2, 3]}, try_2=[{}, {}, {"sleep": 30}])
    assert happened.activities == ["a"] * 3 + ["after"]


def test_results_are_collected_in_the_order_of_the_items(play: Play) -> None:
    process = several("", ZEEBE.format('outputCollection="prices" outputElement="=price"'), sequential=False)
    happened = play(process, [], {"items": [1, 2, 3]}, try_2=[{"price": 10}, {"price": 20}, {"price": 30}])
    assert sorted(happened.result["prices"]) == [10, 20, 30]
    assert play(process, [], {"items": []}).result["prices"] == []


def test_the_standard_names_the_item_and_the_results(play: Play) -> None:
    inside = (
        "<loopDataInputRef>items</loopDataInputRef><loopDataOutputRef>answers</loopDataOutputRef>"
        '<inputDataItem id="in" name="it"/><outputDataItem id="out" name="answer"/>'
    )
    happened = play(several("", inside), [], {"items": [1, 2]}, try_2=[{"answer": "x"}, {"answer": "y"}])
    assert happened.result["answers"] == ["x", "y"]


def test_a_list_of_constants_is_repeated_over(play: Play) -> None:
    process = several("", ZEEBE.format("").replace("=items", "=[1, 2, 3]"))
    assert play(process).activities == ["a"] * 3 + ["after"]


@pytest.mark.parametrize(
    ("condition", "variables", "way"),
    [
        ("= approved = true", {}, "b"),
        ("= approved = true", {"approved": True}, "a"),
        ("= reason = null", {}, "a"),
        ("= reason = null", {"reason": "late"}, "b"),
        ("= amount > 100", {}, "b"),
        ("= amount > 100", {"amount": "much"}, "b"),
        ("= not(approved)", {}, "b"),
        ("= amount > 100 or urgent = true", {"urgent": True}, "a"),
        ("= order.total + 1 > 2", {"order": {"total": 2}}, "a"),
        ("= order.total + 1 > 2", {"order": {}}, "b"),
    ],
)
def test_what_is_missing_is_null_in_feel(play: Play, condition: str, variables: dict[str, Any], way: str) -> None:
    process = f'<startEvent id="s"/><exclusiveGateway id="g" default="g_b"/>{tasks("a", "b")}'
    assert play(process + flows(f"s>g g>a[{condition}] g>b"), [], variables).activities == [way]


def test_a_standard_loop_runs_while_something_is_not_so(play: Play) -> None:
    loop = '<standardLoopCharacteristics testBefore="true" loopMaximum="3"><loopCondition>not done</loopCondition>'
    process = f'<startEvent id="s"/><task id="a">{loop}</standardLoopCharacteristics></task>' + flows("s>a")
    assert play(process, [], {"done": False}).activities == ["a"] * 3
    assert play(process, [], {"done": False}, a=[{}, {"done": True}]).activities == ["a"] * 2


def test_two_messages_of_one_name_are_one(play: Play) -> None:
    process = f'<startEvent id="s"/>{caught("c1", "m1")}{caught("c2", "m2")}{tasks("a")}' + flows("s>c1 c1>c2 c2>a")
    script: Script = [["signal", "m1", {"n": 1}], ["signal", "m1", {"n": 2}]]
    roots = '<message id="m1" name="Go"/><message id="m2" name="Go"/>'
    assert play(process, script, {}, roots=roots).result == {"n": 2}


@pytest.mark.parametrize(("name", "ran"), [("m1", "x"), ("m2", "y")])
def test_an_event_sub_process_begins_at_any_of_its_starts(play: Play, name: str, ran: str) -> None:
    starts = "".join(
        f'<startEvent id="{start}"><messageEventDefinition messageRef="{message}"/></startEvent>'
        for start, message in (("e1", "m1"), ("e2", "m2"))
    )
    inside = f'<subProcess id="p" triggeredByEvent="true">{starts}{tasks("x", "y")}{flows("e1>x e2>y")}</subProcess>'
    process = '<startEvent id="s"/><userTask id="u"/>' + flows("s>u") + inside
    assert play(process, [["signal", name, {}]], {}, roots=MESSAGES).activities == [ran]

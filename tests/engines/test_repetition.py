"""Test repetition: multiple instances, in parallel or in sequence, and standard loops."""

import pytest

from tests.engines.scenario import Play
from tests.fixtures.processes import flows

pytestmark = pytest.mark.engines

CAMUNDA = 'camunda:collection="orders" camunda:elementVariable="order"'


def repeated(loop: str) -> str:
    return f'<startEvent id="s"/><task id="a">{loop}</task><task id="after"/>' + flows("s>a a>after")


def multiple(inside: str = "", attributes: str = "") -> str:
    return f"<multiInstanceLoopCharacteristics {attributes}>{inside}</multiInstanceLoopCharacteristics>"


@pytest.mark.parametrize("sequential", ["true", "false"])
def test_once_for_each_item(play: Play, sequential: str) -> None:
    process = repeated(multiple(attributes=f'isSequential="{sequential}" {CAMUNDA}'))
    happened = play(process, [], {"orders": ["x", "y", "z"]}, a=[{"packed": True}])
    assert happened.activities == ["a", "a", "a", "after"]
    results = happened.result["a_results"]
    assert [result["order"] for result in results] == ["x", "y", "z"]
    assert all(result["packed"] for result in results)
    assert "packed" not in happened.result


def test_a_number_of_times(play: Play) -> None:
    process = repeated(multiple("<loopCardinality>2</loopCardinality>"))
    assert play(process).activities == ["a", "a", "after"]


def test_no_items_no_repetition(play: Play) -> None:
    assert play(repeated(multiple(attributes=CAMUNDA)), [], {"orders": []}).activities == ["after"]


def test_over_what_is_not_said_so_an_activity_says(play: Play) -> None:
    happened = play(repeated(multiple()), list_a_items=[[1, 2]])
    assert happened.activities == ["a/items", "a", "a", "after"]


def test_enough_is_enough(play: Play) -> None:
    done = "<completionCondition>${nrOfCompletedInstances >= 2}</completionCondition>"
    process = repeated(multiple(done, f'isSequential="true" {CAMUNDA}'))
    assert play(process, [], {"orders": [1, 2, 3, 4]}).activities == ["a", "a", "after"]


def test_enough_stops_what_still_runs(play: Play) -> None:
    done = "<completionCondition>${accepted}</completionCondition>"
    process = (
        repeated(multiple(done, CAMUNDA)).replace("task id", "userTask id", 1).replace("</task>", "</userTask>", 1)
    )
    script: list[list[object]] = [
        ["update", "a", {"accepted": False}],
        ["update", "a", {"accepted": True}],
    ]
    happened = play(process, script, {"orders": [1, 2, 3]})
    assert happened.activities == ["after"]
    assert [result["accepted"] for result in happened.result["a_results"]] == [False, True]


def test_what_is_no_list_fails_the_workflow(play: Play) -> None:
    assert play(repeated(multiple(attributes=CAMUNDA)), [], {"orders": "xyz"}).failure == "FlowError"


def test_an_error_in_one_repetition_is_that_of_the_activity(play: Play) -> None:
    process = repeated(multiple(attributes=CAMUNDA)) + '<task id="mend"/>'
    process += '<boundaryEvent id="b" attachedToRef="a"><errorEventDefinition/></boundaryEvent>' + flows("b>mend")
    happened = play(process, [], {"orders": [1, 2]}, a=[{}, {"error": "BROKEN"}])
    assert happened.activities == ["a", "a", "mend"]


@pytest.mark.parametrize(
    ("loop", "variables", "ran"),
    [
        ("<standardLoopCharacteristics><loopCondition>${more}</loopCondition></standardLoopCharacteristics>", {}, 3),
        (
            '<standardLoopCharacteristics testBefore="true"><loopCondition>${more}</loopCondition>'
            "</standardLoopCharacteristics>",
            {"more": False},
            0,
        ),
        (
            '<standardLoopCharacteristics loopMaximum="2"><loopCondition>${more}</loopCondition>'
            "</standardLoopCharacteristics>",
            {},
            2,
        ),
    ],
)
def test_a_standard_loop_goes_on_while_its_condition_holds(
    play: Play, loop: str, variables: dict[str, object], ran: int
) -> None:
    happened = play(repeated(loop), [], variables, a=[{"more": True}, {"more": True}, {"more": False}])
    assert happened.activities == ["a"] * ran + ["after"]


def test_a_loop_without_a_condition_asks(play: Play) -> None:
    happened = play(repeated("<standardLoopCharacteristics/>"), repeat_a=[True, False])
    assert happened.activities == ["a", "a/again", "a", "a/again", "after"]


def test_a_repeated_sub_process_has_variables_of_its_own(play: Play) -> None:
    inside = f'<startEvent id="ps"/><task id="a"/><task id="b"/>{flows("ps>a a>b")}'
    process = f'<startEvent id="s"/><subProcess id="p">{multiple(attributes=CAMUNDA)}{inside}</subProcess>' + flows(
        "s>p"
    )
    happened = play(process, [], {"orders": [1, 2]}, a=[{"n": 1}, {"n": 2}])
    assert sorted(happened.activities) == ["a", "a", "b", "b"]
    assert sorted(result["n"] for result in happened.result["p_results"]) == [1, 2]
    assert "n" not in happened.result

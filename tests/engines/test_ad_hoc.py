"""Test ad-hoc sub-processes: what runs in them is chosen while they run (BPMN 2.0.2, 10.3.5)."""

import pytest

from tests.engines.scenario import Play
from tests.fixtures.processes import flows

pytestmark = pytest.mark.engines

INSIDE = '<task id="a"/><task id="b"/><task id="c"/><task id="d"/>' + flows("c>d")
ENOUGH = "<completionCondition>${amount &gt; 100}</completionCondition>"


def ad_hoc(inside: str, attributes: str = "", extension: str = "") -> str:
    written = f'<adHocSubProcess id="h" {attributes}>{extension}{inside}</adHocSubProcess><task id="after"/>'
    return f'<startEvent id="s"/>{written}{flows("s>h h>after")}'


NAMED = '<extensionElements><zeebe:adHoc activeElementsCollection="=chosen"/></extensionElements>'


def test_the_variable_that_the_model_names_decides(play: Play) -> None:
    happened = play(ad_hoc(INSIDE, extension=NAMED), [], {"chosen": ["c", "a"]})
    assert (sorted(happened.activities), happened.activities[-1]) == (["a", "after", "c", "d"], "after")


def test_an_activity_decides_where_the_model_names_nothing(play: Play) -> None:
    happened = play(ad_hoc(INSIDE, 'ordering="Sequential"'), [], {"h_activities": ["b", "a", "b"]})
    assert happened.activities[1:] == ["b", "a", "b", "after"]


def test_nothing_is_chosen(play: Play) -> None:
    assert play(ad_hoc(INSIDE, extension=NAMED), [], {"chosen": []}).activities == ["after"]


def test_what_is_unknown_is_a_failure(play: Play) -> None:
    happened = play(ad_hoc(INSIDE, extension=NAMED), [], {"chosen": ["a", "d"]})
    assert (happened.activities, happened.failure) == ([], "FlowError")


def test_it_ends_once_it_is_enough(play: Play) -> None:
    process = ad_hoc(INSIDE + ENOUGH, 'ordering="Sequential"', NAMED)
    happened = play(process, [], {"chosen": ["a", "b", "c"], "amount": 1}, b=[{"amount": 500}])
    assert happened.activities == ["a", "b", "after"]


@pytest.mark.parametrize(("attributes", "ran"), [("", 3), ('cancelRemainingInstances="false"', 4)])
def test_those_that_still_run_are_stopped(play: Play, attributes: str, ran: int) -> None:
    process = ad_hoc(INSIDE + ENOUGH, attributes, NAMED)
    happened = play(process, [], {"chosen": ["a", "c"], "amount": 500}, c=[{"sleep": 1.5}])
    assert len(happened.activities) == ran

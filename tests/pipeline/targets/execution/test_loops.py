"""Test how often an activity runs."""

import pytest

from pipeline.targets.common.condition import Variable
from pipeline.targets.execution.work import Count, Each, Items, Reads, Standard, Told
from tests.pipeline.targets.execution.plans import plan_of, step_of

CAMUNDA = 'camunda:collection="{}" camunda:elementVariable="line"'


def repeated(attributes: str, inside: str = "") -> Each:
    loop = f"<multiInstanceLoopCharacteristics {attributes}>{inside}</multiInstanceLoopCharacteristics>"
    found = step_of(f'<task id="t">{loop}</task>', "t").loop
    assert isinstance(found, Each)
    return found


@pytest.mark.parametrize(
    ("attributes", "inside", "items"),
    [
        ("", "<loopCardinality>3</loopCardinality>", Count(number=3)),
        ("", "<loopCardinality>${ 4 }</loopCardinality>", Count(number=4)),
        ("", "<loopCardinality>999999999</loopCardinality>", Count(number=100_000)),
        ("", "<loopCardinality>${n}</loopCardinality>", Reads(variable=Variable(path=("n",)))),
        (CAMUNDA.format("${order.lines}"), "", Reads(variable=Variable(path=("order", "lines")))),
        (CAMUNDA.format("${bean.lines()}"), "", Told(action="list_t_items")),
        ("", "", Told(action="list_t_items")),
    ],
)
def test_it_is_repeated_so_often_or_for_each_of_what_a_variable_or_an_action_says(
    attributes: str, inside: str, items: Items
) -> None:
    assert repeated(attributes, inside).items == items


def test_a_repetition_says_what_it_calls_its_item_and_its_results() -> None:
    found = repeated('isSequential="true" ' + CAMUNDA.format("lines"))
    assert (found.item, found.parallel, found.results) == ("line", False, "t_results")
    assert (repeated("").item, repeated("").parallel) == ("item", True)


def test_zeebe_names_its_collection_in_an_element_of_its_own() -> None:
    stated = '<zeebe:loopCharacteristics inputCollection="= lines" inputElement="line"/>'
    found = repeated("", f"<extensionElements>{stated}</extensionElements>")
    assert (found.items, found.item) == (Reads(variable=Variable(path=("lines",), nullable=True)), "line")


def test_a_standard_loop_tests_its_condition_or_asks_an_action() -> None:
    stated = '<standardLoopCharacteristics testBefore="true" loopMaximum="5">{}</standardLoopCharacteristics>'
    loop = f'<task id="t">{stated}</task>'
    found = step_of(loop.format("<loopCondition>${more}</loopCondition>"), "t").loop
    assert isinstance(found, Standard)
    assert (found.before, found.most, found.action, found.condition) == (True, 5, None, Variable(path=("more",)))
    plan = plan_of(loop.format("<loopCondition>${bean.more()}</loopCondition>"))
    asked = plan.processes[0].steps[0].loop
    assert isinstance(asked, Standard)
    assert (asked.condition, asked.action) == (None, "repeat_t")
    assert plan.actions[-1].text == "${bean.more()}"

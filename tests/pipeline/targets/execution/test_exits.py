"""Test where a token goes after a step."""

from pipeline.targets.execution import plan
from pipeline.targets.execution.plan import Asked, Exit, Onward
from tests.fixtures.processes import flows
from tests.pipeline.targets.execution.plans import plan_of, step_of


def left(kind: str, ways: str, default: str = "") -> Exit:
    stated = f' default="{default}"' if default else ""
    return step_of(f'<{kind} id="g"{stated}/><task id="a"/><task id="b"/><task id="c"/>' + flows(ways), "g").exit


def test_without_a_decision_all_ways_are_taken() -> None:
    found = left("task", "g>a g>b")
    assert isinstance(found, Onward)
    assert [(hop.step, hop.flow, hop.via) for hop in found.hops] == [("a", "g_a", None), ("b", "g_b", None)]
    assert left("exclusiveGateway", "g>a[${x}]").kind == "onward"


def test_conditions_that_can_be_run_are_tested() -> None:
    found = left("exclusiveGateway", "g>a[${x > 1}] g>b")
    assert isinstance(found, plan.Tested)
    assert [branch.hop.step for branch in found.branches] == ["a"]
    assert (found.many, found.default and found.default.step, found.always) == (False, "b", ())


def test_several_flows_of_an_inclusive_gateway_may_be_taken_and_one_without_a_condition_always_is() -> None:
    found = left("inclusiveGateway", "g>a[${x}] g>b g>c", "g_c")
    assert isinstance(found, plan.Tested)
    assert (found.many, found.default and found.default.step) == (True, "c")
    assert [hop.step for hop in found.always] == ["b"]


def test_where_one_condition_cannot_be_run_an_action_decides() -> None:
    inside = '<exclusiveGateway id="g" default="g_b"/><task id="a" name="Go on"/><task id="b"/>'
    found = plan_of(inside + flows("g>a[${bean.ask(x)}] g>b[${y}]"))
    [decide] = [action for action in found.actions if action.role == "choose"]
    assert decide.choices == (("g_b", "${y}", ""), ("g_a", "${bean.ask(x)}", ""))
    exit_ = next(step.exit for step in found.processes[0].steps if step.name == "g")
    assert isinstance(exit_, Asked)
    assert (exit_.many, exit_.action) == (False, "decide_g")
    assert [(choice.word, choice.hop.step) for choice in exit_.choices] == [("g_a", "go_on"), ("g_b", "b")]


def test_a_link_goes_on_where_it_is_caught() -> None:
    throw = '<intermediateThrowEvent id="t"><linkEventDefinition name="L"/></intermediateThrowEvent>'
    catch = '<intermediateCatchEvent id="c"><linkEventDefinition name="L"/></intermediateCatchEvent>'
    found = step_of(throw + catch, "t").exit
    assert isinstance(found, Onward)
    assert [(hop.step, hop.flow) for hop in found.hops] == [("c", None)]


def test_a_join_knows_the_flow_by_which_a_token_comes() -> None:
    inside = '<task id="a"/><task id="b"/><parallelGateway id="j"/>' + flows("a>j b>j")
    found = step_of(inside, "a").exit
    assert isinstance(found, Onward)
    assert [hop.via for hop in found.hops] == ["a_j"]

"""Test inputs that take a process to its end, one for each branch that input alone can reach."""

from tests.fixtures.processes import flows
from tests.pipeline.targets.execution.plans import plan_of

SPLIT = '<startEvent id="s"/><exclusiveGateway id="g"/><task id="a"/><task id="b"/><endEvent id="e"/>'


def test_each_branch_has_a_case_with_the_variables_that_are_looked_at() -> None:
    found = plan_of(SPLIT + flows("s>g g>a[${n > 5}] g>b[${n <= 5}] a>e b>e")).cases
    assert [case.name for case in found] == ["test_process_g_b", "test_process_g_a"]
    assert [set(case.variables) for case in found] == [{"n"}, {"n"}]
    low, high = (case.variables["n"] for case in found)
    assert isinstance(low, int)
    assert isinstance(high, int)
    assert low <= 5 < high


def test_variables_inside_others_are_objects() -> None:
    found = plan_of(SPLIT + flows('s>g g>a[${order.kind == "x"}] g>b a>e b>e')).cases
    assert found[0].variables == {"order": {"kind": "x"}}


def test_who_decides_is_given_the_id_of_each_way() -> None:
    found = plan_of(SPLIT + flows("s>g g>a[${bean.ask()}] g>b a>e b>e")).cases
    assert [case.variables for case in found] == [{"g": "g_a"}, {"g": "g_b"}]
    assert {"g", "g_a"} <= set(found[0].because)


def test_each_way_to_begin_has_a_case() -> None:
    found = plan_of('<startEvent id="s"/><startEvent id="t"/>').cases
    assert [(case.start, case.origin.element) for case in found] == [("s", "s"), ("t", "t")]


def test_a_process_that_never_ends_or_fails_has_none() -> None:
    circle = '<startEvent id="s"/><task id="a"/>' + flows("s>a a>a")
    assert plan_of(circle).cases == ()
    fails = '<startEvent id="s"/><endEvent id="x"><errorEventDefinition/></endEvent>' + flows("s>x")
    assert plan_of(fails).cases == ()
    join = SPLIT.replace("endEvent", "parallelGateway") + flows("s>g g>a[${n}] g>b[${!n}] a>e b>e")
    assert plan_of(join).cases == ()

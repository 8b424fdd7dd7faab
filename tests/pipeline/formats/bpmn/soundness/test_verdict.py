"""Test the meaning of constructs, each by a process that is sound only with that meaning."""

from itertools import pairwise

import pytest

from pipeline.formats.bpmn.soundness.verdict import violations
from pipeline.formats.bpmn.soundness.violation import Violation
from tests.pipeline.formats.bpmn.soundness.small import event, flows, found, model, nodes


def only(violated: list[Violation], broken: str) -> Violation:
    [one] = [each for each in violated if each.broken == broken]
    return one


BOTH = nodes("startEvent", "S") + nodes("task", "A", "B") + nodes("endEvent", "E")


def test_the_counter_example_is_the_shortest() -> None:
    split = nodes("exclusiveGateway", "X") + nodes("parallelGateway", "J") + nodes("task", "Long")
    process = BOTH + split + flows("S>X X>Long Long>A A>J X>B B>J J>E")
    assert only(violations(model(process)), "deadlock").trace == ("S", "X", "B")


@pytest.mark.parametrize(
    ("cancels", "expected"), [("true", []), ("false", [("proper-completion", "E")])], ids=["interrupting", "beside"]
)
def test_a_boundary_event_goes_on_instead_of_its_activity_or_beside_it(
    cancels: str, expected: list[tuple[str, str]]
) -> None:
    boundary = event("boundaryEvent", "Late", "timer", f'attachedToRef="A" cancelActivity="{cancels}"')
    assert found(BOTH + boundary + flows("S>A A>E Late>B B>E")) == expected


def test_terminate_takes_all_tokens_of_its_scope() -> None:
    end = event("endEvent", "T", "terminate")
    process = BOTH + nodes("parallelGateway", "Split", "J") + end
    assert found(process + flows("S>Split Split>A Split>B A>T B>J J>E")) == []


def test_an_interrupting_event_sub_process_takes_the_place_of_its_parent() -> None:
    inner = event("startEvent", "Told", "message") + nodes("endEvent", "Done") + flows("Told>Done")
    process = BOTH + f'<subProcess id="Stop" triggeredByEvent="true">{inner}</subProcess>'
    assert found(process + flows("S>A A>B B>E")) == []


def test_an_error_is_caught_by_its_code() -> None:
    inside = nodes("startEvent", "First") + '<endEvent id="Fail"><errorEventDefinition errorRef="E1"/></endEvent>'
    caught = '<boundaryEvent id="{0}" attachedToRef="Sub"><errorEventDefinition errorRef="{0}"/></boundaryEvent>'
    process = (
        BOTH
        + f'<subProcess id="Sub">{inside}{flows("First>Fail")}</subProcess>'
        + caught.format("E1").replace('id="E1"', 'id="Mine"')
        + caught.format("E2").replace('id="E2"', 'id="Other"')
        + flows("S>Sub Sub>A A>E Mine>B B>E Other>Never")
        + nodes("task", "Never")
    )
    assert found(process) == [("dead-activity", "A"), ("dead-activity", "Never")]


def test_an_error_that_nobody_catches_ends_the_process() -> None:
    assert found(BOTH + nodes("parallelGateway", "Split", "J") + event("endEvent", "T", "error")
                 + flows("S>Split Split>A Split>B A>T B>J J>E")) == []  # fmt: skip


@pytest.mark.parametrize("way", ["B", "A"])
def test_an_inclusive_join_waits_for_what_can_still_come(way: str) -> None:
    gateways = nodes("inclusiveGateway", "X", "J") + nodes("task", "Long")
    other = {"A": "B", "B": "A"}[way]
    assert found(BOTH + gateways + flows(f"S>X X>Long Long>{way} {way}>J X>{other} {other}>J J>E")) == []


def test_conditional_flows_of_an_activity_are_a_decision() -> None:
    asked = (
        '<sequenceFlow id="If" sourceRef="A" targetRef="J"><conditionExpression>x</conditionExpression></sequenceFlow>'
    )
    process = BOTH + nodes("parallelGateway", "J") + asked + flows("S>A A>B B>J J>E")
    assert ("deadlock", "J") in found(process)


def test_whatever_happens_first_decides_at_an_event_based_gateway() -> None:
    catches = event("intermediateCatchEvent", "M", "message") + event("intermediateCatchEvent", "T", "timer")
    process = BOTH + nodes("eventBasedGateway", "G") + nodes("parallelGateway", "J") + catches
    assert ("deadlock", "J") in found(process + flows("S>G G>M G>T M>J T>J J>E"))


def test_processes_that_wait_for_each_other_are_stuck_together() -> None:
    def pool(number: int) -> str:
        receive = f'<receiveTask id="R{number}"/><sendTask id="W{number}"/>'
        ends = f'<startEvent id="S{number}"/><endEvent id="E{number}"/>'
        return receive + ends + flows(f"S{number}>R{number} R{number}>W{number} W{number}>E{number}")

    assert found(pool(0), pool(1)) == []
    assert ("deadlock", "R1") in found(pool(0), pool(1), messages="W0>R1 W1>R0")


def test_a_process_that_a_message_starts_waits_for_it() -> None:
    one = nodes("startEvent", "S0") + nodes("sendTask", "Ask") + nodes("receiveTask", "Hear") + flows("S0>Ask Ask>Hear")
    two = event("startEvent", "Asked", "message") + nodes("sendTask", "Tell") + flows("Asked>Tell")
    assert found(one, two, messages="Ask>Asked Tell>Hear") == []


def test_a_budget_that_does_not_suffice_is_said() -> None:
    branches = range(8)
    tasks = nodes("task", *(f"T{n}" for n in branches)) + nodes("inclusiveGateway", "X", "J")
    ways = " ".join(f"X>T{n} T{n}>J" for n in branches)
    process = nodes("startEvent", "S") + nodes("endEvent", "E") + tasks + flows(f"S>X {ways} J>E")
    assert [each.broken for each in violations(model(process), steps=20)] == ["undecided"]
    assert violations(model(process)) == []


def test_long_and_deep_processes_are_decided_without_many_states() -> None:
    names = [f"T{n}" for n in range(2_000)]
    chain = nodes("task", *names) + flows(" ".join(f"{a}>{b}" for a, b in pairwise(names)))
    process = nodes("startEvent", "S") + nodes("endEvent", "E") + chain + flows(f"S>T0 {names[-1]}>E")
    assert violations(model(process), steps=10) == []
    blocks = 30
    ladder = "".join(
        nodes("parallelGateway", f"X{n}", f"J{n}") + nodes("task", f"A{n}", f"B{n}")
        + flows(f"X{n}>A{n} X{n}>B{n} A{n}>J{n} B{n}>J{n} J{n}>" + (f"X{n + 1}" if n < blocks - 1 else "E"))
        for n in range(blocks)
    )  # fmt: skip
    assert violations(model(nodes("startEvent", "S") + nodes("endEvent", "E") + ladder + flows("S>X0")), 10) == []

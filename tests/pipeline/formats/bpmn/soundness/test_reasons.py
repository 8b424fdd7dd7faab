"""Test that findings about soundness state the right reason, and report each fault once."""

from itertools import combinations

import pytest

from pipeline.formats.bpmn.soundness.verdict import violations
from tests.pipeline.formats.bpmn.soundness.small import (
    CODES,
    ENDS,
    TASKS,
    E,
    S,
    beside,
    both,
    boundary,
    event,
    flows,
    inner,
    model,
    nodes,
    sub,
)


def said(*processes: str, messages: str = "") -> dict[tuple[str, str], str]:
    """Return the reason of each violation."""
    found = violations(model(*processes, messages=messages, roots=CODES))
    assert len({(each.broken, each.element.id) for each in found}) == len(found)
    return {(each.broken, each.element.id): each.reason for each in found}


def test_a_deadlock_names_what_does_not_come() -> None:
    reasons = said(both("exclusiveGateway", join_kind="parallelGateway"))
    assert reasons["deadlock", "J"] == "for a token from task “B” that does not come any more"
    assert reasons["dead-activity", "E"] == "because parallel gateway “J” before it waits for ever"
    assert ("dead-activity", "J") not in reasons


def test_a_message_that_is_not_sent_any_more_is_named() -> None:
    asks = S + nodes("receiveTask", "R") + nodes("endEvent", "E") + flows("S>R R>E")
    tells = nodes("startEvent", "T") + nodes("exclusiveGateway", "X") + nodes("sendTask", "W") + flows("T>X X>W")
    other = nodes("endEvent", "F") + flows("X>F W>F")
    assert said(asks, tells + other, messages="W>R") == {
        ("deadlock", "R"): "for a message from send task “W” that is not sent any more"
    }


def test_a_sub_process_that_never_runs_is_reported_once() -> None:
    never = sub("Never", inner(nodes("task", "t", "v") + nodes("endEvent", "u"), "s>t t>v v>u") + beside("H", "timer"))
    fails = sub("Sub", nodes("startEvent", "i") + event("endEvent", "Fail", "error", ref="err1") + flows("i>Fail"))
    after = boundary("C", "Sub", "error", ref="err1") + nodes("endEvent", "F") + flows("S>Sub Sub>Never Never>E C>F")
    assert said(ENDS + fails + never + after) == {
        ("dead-activity", "Never"): "because sub process “Sub” before it never ends in a way that leads here",
        ("dead-activity", "E"): "because sub process “Sub” before it never ends in a way that leads here",
    }


def test_an_event_sub_process_that_nothing_begins_is_reported_once() -> None:
    handler = beside("H", "escalation", nodes("task", "t") + nodes("endEvent", "He") + flows("Hs>t t>He"), ref="esc1")
    assert said(ENDS + event("intermediateThrowEvent", "T", "escalation", ref="esc2") + flows("S>T T>E") + handler) == {
        ("dead-activity", "H"): "because nothing beside it throws what start event “Hs” waits for"
    }


def test_what_follows_an_event_that_never_happens_says_so() -> None:
    inside = inner(event("endEvent", "u", "escalation", ref="esc2"), "s>u")
    process = ENDS + TASKS + sub("Sub", inside) + boundary("C", "Sub", "escalation", interrupts=False, ref="esc1")
    reason = "because what boundary event “C” waits for never happens"
    assert said(process + nodes("endEvent", "F") + flows("S>Sub Sub>E C>A A>B B>F")) == {
        ("dead-activity", "A"): reason,
        ("dead-activity", "B"): reason,
        ("dead-activity", "F"): reason,
    }


def test_a_process_that_no_message_begins_is_reported_once() -> None:
    hidden = event("startEvent", "B", "message") + nodes("task", "T") + nodes("endEvent", "F") + flows("B>T T>F")
    fails = sub("Sub", nodes("startEvent", "i") + event("endEvent", "Fail", "error", ref="err1") + flows("i>Fail"))
    caught = boundary("B2", "Sub", "error", ref="err1") + nodes("endEvent", "G") + flows("B2>G")
    sends = ENDS + fails + caught + nodes("sendTask", "Q") + flows("S>Sub Sub>Q Q>E")
    reasons = said(sends, hidden, messages="Q>B")
    assert reasons["dead-activity", "P1"] == "because no message that begins it is ever sent"
    assert not {"B", "T", "F"} & {element for _, element in reasons}


def test_a_process_whose_gateway_starts_it_with_no_event_needs_no_message() -> None:
    gateway = nodes("eventBasedGateway", "G", attributes='instantiate="true"')
    assert said(gateway + nodes("task", "A")) == {
        ("dead-activity", "P0"): "because the gateway that starts it leads to no event"
    }


def test_a_condition_that_is_never_true_leads_nowhere() -> None:
    way = nodes("exclusiveGateway", "X", attributes='default="X_B"') + nodes("endEvent", "F") + TASKS
    assert said(ENDS + way + flows("S>X X>A?false X>B A>E B>F")) == {
        ("dead-activity", "A"): "because the condition of sequence flow “X_A” is never true",
        ("dead-activity", "E"): "because the condition of sequence flow “X_A” is never true",
    }


def test_beside_a_condition_that_is_always_true_no_default_is_taken() -> None:
    for kind in ("exclusiveGateway", "inclusiveGateway", "task"):
        way = nodes(kind, "X", attributes='default="X_B"') + nodes("endEvent", "F") + TASKS
        found = said(ENDS + way + flows("S>X X>A?true X>B A>E B>F"))
        assert {element for _, element in found} == {"B", "F"}
        assert found["dead-activity", "B"].startswith("because the condition of sequence flow “X_A” is always true, so")


def test_a_condition_that_is_always_true_is_no_reason_to_wait() -> None:
    way = nodes("inclusiveGateway", "X") + nodes("parallelGateway", "J") + TASKS
    assert said(ENDS + way + flows("S>X X>A?true X>B?true A>J B>J J>E")) == {}


def test_a_decision_without_a_way_out_waits_for_ever() -> None:
    way = nodes("exclusiveGateway", "X") + TASKS
    reasons = said(ENDS + way + flows("S>X X>A?false X>B?false A>E B>E"))
    assert reasons["deadlock", "X"] == "because none of its conditions is ever true"


def test_what_no_flow_leads_to_is_for_another_rule() -> None:
    assert said(ENDS + TASKS + flows("S>E A>B")) == {}


def test_tokens_without_bound_name_the_round() -> None:
    reasons = said(
        ENDS + TASKS + nodes("parallelGateway", "X") + nodes("exclusiveGateway", "M") + flows("S>M M>A A>X X>M X>E")
    )
    assert reasons["undecided", "P0"].startswith("tokens gather at end event “E” without bound: each round through ")
    assert {name for name in "MAX" if f"“{name}”" in reasons["undecided", "P0"]} == {*"MAX"}


def test_a_boundary_event_that_begins_a_round_is_named() -> None:
    late = boundary("Late", "A", "timer", interrupts=False)
    reasons = said(ENDS + TASKS + late + nodes("exclusiveGateway", "M") + flows("S>M M>A A>E Late>B B>M"))
    assert "because boundary event “Late” does not interrupt its activity" in reasons["undecided", "P0"]


def test_tokens_that_are_many_but_bounded_are_no_round() -> None:
    names = [f"T{n}" for n in range(4)]
    ways = flows(" ".join(f"X>{name} {name}>M" for name in names) + " S>X M>E")
    process = ENDS + nodes("parallelGateway", "X") + nodes("exclusiveGateway", "M") + nodes("task", *names) + ways
    assert said(process)["undecided", "P0"] == (
        "more than 3 tokens can be at end event “E” at once, and no more are followed"
    )


def test_too_many_states_are_counted() -> None:
    names = [f"T{n}" for n in range(20)]
    ends = nodes("endEvent", *(f"E{name}" for name in names))
    ways = flows("S>X " + " ".join(f"X>{name} {name}>E{name}" for name in names))
    [found] = violations(model(S + nodes("parallelGateway", "X") + nodes("task", *names) + ends + ways))
    assert found.broken == "undecided"
    assert found.reason.startswith("there are too many states: ")
    assert "states: 0 were" not in found.reason


ASKS = (
    nodes("startEvent", "S0")
    + nodes("sendTask", "Q0")
    + nodes("receiveTask", "R0")
    + nodes("endEvent", "E0")
    + flows("S0>R0 R0>Q0 Q0>E0")
)
TELLS = (
    nodes("startEvent", "S1")
    + nodes("receiveTask", "R1")
    + nodes("sendTask", "Q1")
    + nodes("endEvent", "E1")
    + flows("S1>R1 R1>Q1 Q1>E1")
)
TWICE = (
    nodes("startEvent", "S2")
    + nodes("parallelGateway", "X2")
    + nodes("endEvent", "E2")
    + nodes("task", "A2", "B2")
    + flows("S2>X2 X2>A2 X2>B2 A2>E2 B2>E2")
)
STUCK = (
    nodes("startEvent", "S2")
    + nodes("exclusiveGateway", "X2")
    + nodes("parallelGateway", "J2")
    + flows("S2>X2 X2>J2")
    + nodes("task", "A2")
    + nodes("endEvent", "E2")
    + flows("X2>A2 A2>J2 J2>E2")
)
NO_MEANING = (
    nodes("startEvent", "S2")
    + nodes("complexGateway", "C2")
    + nodes("task", "A2", "B2")
    + flows("S2>A2 S2>B2 A2>C2 B2>C2")
)


@pytest.mark.parametrize("third", [TWICE, STUCK, NO_MEANING], ids=["ends twice", "stuck", "no meaning"])
def test_what_is_wrong_in_one_process_hides_nothing_of_the_others(third: str) -> None:
    reasons = said(ASKS, TELLS, third, messages="Q0>R1 Q1>R0")
    assert {("deadlock", "R0"), ("deadlock", "R1")} & reasons.keys()
    assert {broken for broken, _ in said(third)} <= {broken for broken, _ in reasons}


@pytest.mark.parametrize("third", [TWICE, NO_MEANING], ids=["ends twice", "left out"])
def test_a_process_with_a_finding_sends_its_messages_all_the_same(third: str) -> None:
    assert not [
        element for broken, element in said(ASKS, TELLS, third, messages="Q0>R1 Q1>R0 A2>R1") if broken == "deadlock"
    ]


def test_who_is_left_out_is_named_with_those_who_are_checked_without_it() -> None:
    reasons = said(ASKS, TELLS, NO_MEANING, messages="Q0>R1 Q1>R0 A2>R1")
    assert (
        "so what it does together with process “P0” and process “P1” is not checked either"
        in reasons["undecided", "P2"]
    )


def test_a_deadlock_of_one_process_is_not_told_again_by_those_who_wait_for_it() -> None:
    stuck = STUCK.replace('id="E2"', 'id="E2"') + nodes("sendTask", "W2") + flows("J2>W2")
    waits = S + nodes("receiveTask", "R") + E + flows("S>R R>E")
    reasons = said(stuck, waits, messages="W2>R")
    assert [element for broken, element in reasons if broken == "deadlock"] == ["J2"]


def test_no_two_findings_on_one_element_contradict_each_other() -> None:
    """Test that an element that can never run is not also reported to wait, to run twice or to loop."""
    kinds = ["exclusiveGateway", "parallelGateway", "inclusiveGateway"]
    for split, join in combinations([*kinds, *kinds], 2):
        found = violations(model(both(split, join_kind=join)))
        dead = {each.element.id for each in found if each.broken == "dead-activity"}
        assert not dead & {each.element.id for each in found if each.broken != "dead-activity"}

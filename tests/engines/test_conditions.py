"""Test escalations and conditional events."""

import pytest

from tests.engines.scenario import Play
from tests.engines.test_events import boundary, event, event_sub_process
from tests.fixtures.processes import flows

pytestmark = pytest.mark.engines

ESCALATIONS = '<escalation id="x" escalationCode="X"/><escalation id="y" escalationCode="Y"/>'
X = '<escalationEventDefinition escalationRef="x"/>'
Y = '<escalationEventDefinition escalationRef="y"/>'
ANY = "<escalationEventDefinition/>"
LARGE = "<conditionalEventDefinition><condition>${amount &gt; 100}</condition></conditionalEventDefinition>"


def throwing(definition: str) -> str:
    """Write a sub-process that throws between two tasks."""
    thrown = event("intermediateThrowEvent", "t", definition)
    return f'<startEvent id="ps"/><task id="a"/>{thrown}<task id="b"/>{flows("ps>a a>t t>b")}'


@pytest.mark.parametrize(
    ("interrupting", "caught", "ran"),
    [
        (True, X, ["a", "told"]),
        (False, X, ["a", "after", "b", "told"]),
        (True, ANY, ["a", "told"]),
        (True, Y, ["a", "after", "b"]),
    ],
)
def test_an_escalation_is_caught_at_the_boundary(play: Play, interrupting: bool, caught: str, ran: list[str]) -> None:
    process = f'<startEvent id="s"/><subProcess id="p">{throwing(X)}</subProcess><task id="told"/><task id="after"/>'
    process += boundary("e", "p", caught, interrupting=interrupting) + flows("s>p p>after e>told")
    happened = play(process, roots=ESCALATIONS)
    assert (sorted(happened.activities), happened.failure) == (ran, None)


@pytest.mark.parametrize(("interrupting", "ran"), [(True, ["a", "handle"]), (False, ["a", "b", "handle"])])
def test_an_event_sub_process_catches_what_its_scope_throws(play: Play, interrupting: bool, ran: list[str]) -> None:
    process = throwing(X) + event_sub_process(X, interrupting=interrupting)
    assert sorted(play(process, roots=ESCALATIONS).activities) == ran


def test_the_nearest_event_catches_and_an_end_event_throws_too(play: Play) -> None:
    inner = f'<startEvent id="qs"/>{event("endEvent", "t", X)}{flows("qs>t")}'
    middle = f'<startEvent id="ps"/><subProcess id="q">{inner}</subProcess><task id="near"/><task id="on"/>'
    middle += boundary("n", "q", X, interrupting=False) + flows("ps>q q>on n>near")
    process = f'<startEvent id="s"/><subProcess id="p">{middle}</subProcess><task id="far"/>'
    happened = play(process + boundary("f", "p", ANY) + flows("s>p f>far"), roots=ESCALATIONS)
    assert (sorted(happened.activities), happened.failure) == (["near", "on"], None)


def test_it_waits_until_a_condition_holds(play: Play) -> None:
    process = '<startEvent id="s"/><parallelGateway id="f"/><userTask id="u"/><task id="a"/>'
    process += event("intermediateCatchEvent", "c", LARGE) + flows("s>f f>u f>c c>a")
    script = [["rest"], ["update", "u", {"amount": 101}]]
    assert play(process, script, {"amount": 7}).activities == ["a"]


def test_a_missing_variable_does_not_hold(play: Play) -> None:
    process = '<startEvent id="s"/><userTask id="u"/><task id="a"/><task id="b"/>'
    process += boundary("c", "u", LARGE) + flows("s>u u>a c>b")
    assert play(process, [["rest"], ["update", "u", {}]]).activities == ["a"]


def test_a_condition_at_the_boundary_interrupts(play: Play) -> None:
    inside = '<startEvent id="ps"/><userTask id="u"/><userTask id="v"/>' + flows("ps>u u>v")
    process = f'<startEvent id="s"/><subProcess id="p">{inside}</subProcess><task id="b"/>'
    process += boundary("c", "p", LARGE) + flows("s>p c>b")
    assert play(process, [["update", "u", {"amount": 500}]], {"amount": 1}).activities == ["b"]


def test_a_condition_beside_an_activity_counts_when_it_turns(play: Play) -> None:
    inside = '<startEvent id="ps"/>' + "".join(f'<userTask id="u{number}"/>' for number in range(5))
    inside += flows("ps>u0 u0>u1 u1>u2 u2>u3 u3>u4")
    process = f'<startEvent id="s"/><subProcess id="p">{inside}</subProcess><task id="told"/>'
    process += boundary("c", "p", LARGE, interrupting=False) + flows("s>p c>told")
    amounts = [200, 300, 50, 400, 500]
    script = [["update", f"u{number}", {"amount": amount}] for number, amount in enumerate(amounts)]
    with_rests = [each for update in script for each in (["rest"], update)]
    assert len(play(process, with_rests, {"amount": 1}).activities) == 2

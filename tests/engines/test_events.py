"""Test events: timers, messages, signals, errors, on boundaries and in event sub-processes."""

import pytest

from tests.engines.scenario import Play
from tests.fixtures.processes import flows

pytestmark = pytest.mark.engines

MESSAGES = '<message id="m" name="Go on"/><message id="m2" name="Stop"/><signal id="sig" name="Alarm"/>'
ERRORS = '<error id="broken" errorCode="BROKEN"/><error id="lost" errorCode="LOST"/>'


def event(kind: str, one: str, definition: str, attributes: str = "") -> str:
    return f'<{kind} id="{one}" {attributes}>{definition}</{kind}>'


def timer(text: str, kind: str = "timeDuration") -> str:
    return f"<timerEventDefinition><{kind}>{text}</{kind}></timerEventDefinition>"


def boundary(one: str, on: str, definition: str, *, interrupting: bool = True) -> str:
    return event("boundaryEvent", one, definition, f'attachedToRef="{on}" cancelActivity="{str(interrupting).lower()}"')


MESSAGE = '<messageEventDefinition messageRef="m"/>'
STOP = '<messageEventDefinition messageRef="m2"/>'
ALARM = '<signalEventDefinition signalRef="sig"/>'


@pytest.mark.parametrize("text", ["P14D", "P1M", "${due}"])
def test_time_passes(play: Play, text: str) -> None:
    process = '<startEvent id="s"/><task id="a"/>' + event("intermediateCatchEvent", "t", timer(text))
    assert play(process + flows("s>t t>a"), [], {"due": "P2D"}).activities == ["a"]


def test_a_message_may_come_before_it_is_waited_for(play: Play) -> None:
    process = '<startEvent id="s"/><task id="a"/><task id="b"/>' + event("intermediateCatchEvent", "c", MESSAGE)
    happened = play(process + flows("s>a a>c c>b"), [["early", "m", {"n": 7}]], {"n": 1}, roots=MESSAGES,
                    a=[{"sleep": 0.5}])  # fmt: skip
    assert (happened.activities, happened.result) == (["a", "b"], {"n": 7})


@pytest.mark.parametrize(("script", "ran"), [([["signal", "m", {}]], ["paid"]), ([["time", 90000]], ["late"])])
def test_the_first_event_after_a_gateway_decides(play: Play, script: list[list[object]], ran: list[str]) -> None:
    process = (
        '<startEvent id="s"/><eventBasedGateway id="g"/><task id="paid"/><task id="late"/>'
        + event("intermediateCatchEvent", "c", MESSAGE)
        + event("intermediateCatchEvent", "t", timer("P1D"))
    )
    assert play(process + flows("s>g g>c g>t c>paid t>late"), script, roots=MESSAGES).activities == ran


def test_a_user_task_ends_by_its_update_and_refuses_others(play: Play) -> None:
    process = '<startEvent id="s"/><userTask id="u" name="Approve it"/><userTask id="v"/>' + flows("s>u u>v")
    approve = ["u", {"approved": True}]
    script = [["rest"], ["refused", "v", {}], ["update", *approve], ["refused", *approve]]
    happened = play(process, [*script, ["update", "v", {}]])
    assert (happened.failure, happened.result) == (None, {"approved": True})


@pytest.mark.parametrize(
    ("script", "ran"),
    [([["time", 90000]], ["escalate"]), ([["update", "u", {}]], ["done"])],
)
def test_an_interrupting_timer_stops_its_activity(play: Play, script: list[list[object]], ran: list[str]) -> None:
    process = '<startEvent id="s"/><userTask id="u"/><task id="done"/><task id="escalate"/>'
    process += boundary("b", "u", timer("P1D")) + flows("s>u u>done b>escalate")
    assert play(process, script).activities == ran


def test_a_timer_beside_an_activity_repeats(play: Play) -> None:
    process = '<startEvent id="s"/><userTask id="u"/><task id="done"/><task id="remind"/>'
    process += boundary("b", "u", timer("R2/PT1H", "timeCycle"), interrupting=False) + flows("s>u u>done b>remind")
    happened = play(process, [["rest"], ["time", 36000], ["rest"], ["update", "u", {}]])
    assert happened.activities == ["remind", "remind", "done"]


def test_messages_beside_an_activity_come_any_number_of_times(play: Play) -> None:
    process = '<startEvent id="s"/><userTask id="u"/><task id="note"/>'
    process += boundary("b", "u", MESSAGE, interrupting=False) + flows("s>u b>note")
    said: list[list[object]] = [["signal", "m", {}]] * 3
    happened = play(process, [*said, ["rest"], ["update", "u", {}]], roots=MESSAGES)
    assert happened.activities == ["note"] * 3


@pytest.mark.parametrize(
    ("code", "ran", "failure"),
    [("BROKEN", ["a", "mend"], None), ("OTHER", ["a", "give_up"], None)],
)
def test_errors_are_caught_by_their_code_else_by_any(
    play: Play, code: str, ran: list[str], failure: str | None
) -> None:
    process = '<startEvent id="s"/><task id="a"/><task id="mend"/><task id="give_up"/>'
    process += boundary("any", "a", "<errorEventDefinition/>")
    process += boundary("b", "a", '<errorEventDefinition errorRef="broken"/>') + flows("s>a b>mend any>give_up")
    happened = play(process, a=[{"error": code}], roots=ERRORS)
    assert (happened.activities, happened.failure) == (ran, failure)


def test_an_error_that_nothing_catches_fails_the_workflow(play: Play) -> None:
    process = '<startEvent id="s"/>' + event("endEvent", "x", '<errorEventDefinition errorRef="lost"/>')
    happened = play(process + flows("s>x"), roots=ERRORS)
    assert happened.failure == "LOST"


def test_a_signal_wakes_all_that_wait_for_it(play: Play) -> None:
    process = (
        '<startEvent id="s"/><parallelGateway id="f"/><task id="a"/><task id="b"/><userTask id="u"/>'
        + event("intermediateCatchEvent", "c1", ALARM)
        + event("intermediateCatchEvent", "c2", ALARM)
        + event("intermediateThrowEvent", "ring", ALARM)
    )
    process += flows("s>f f>c1 f>c2 f>u u>ring c1>a c2>b")
    happened = play(process, [["update", "u", {}]], roots=MESSAGES)
    assert sorted(happened.activities) == ["a", "b", "ring"]


def event_sub_process(definition: str, *, interrupting: bool) -> str:
    start = event("startEvent", "es", definition, f'isInterrupting="{str(interrupting).lower()}"')
    return f'<subProcess id="esp" triggeredByEvent="true">{start}<task id="handle"/>{flows("es>handle")}</subProcess>'


@pytest.mark.parametrize(
    ("interrupting", "script", "ran"),
    [
        (True, [["signal", "m2", {}]], ["handle"]),
        (False, [["signal", "m2", {}], ["rest"], ["update", "u", {}]], ["handle", "after"]),
        (True, [["update", "u", {}]], ["after"]),
    ],
)
def test_event_sub_processes_watch_their_scope(
    play: Play, interrupting: bool, script: list[list[object]], ran: list[str]
) -> None:
    process = '<startEvent id="s"/><userTask id="u"/><task id="after"/>'
    process += event_sub_process(STOP, interrupting=interrupting) + flows("s>u u>after")
    assert play(process, script, roots=MESSAGES).activities == ran


def test_an_event_sub_process_catches_errors_of_its_scope(play: Play) -> None:
    process = '<startEvent id="s"/><task id="a"/><task id="after"/>'
    process += event_sub_process('<errorEventDefinition errorRef="broken"/>', interrupting=True) + flows("s>a a>after")
    happened = play(process, roots=ERRORS, a=[{"error": "BROKEN"}])
    assert (happened.activities, happened.failure) == (["a", "handle"], None)


def test_a_timer_on_a_sub_process_stops_what_is_in_it(play: Play) -> None:
    inside = f'<startEvent id="ps"/><userTask id="u"/>{flows("ps>u")}'
    process = f'<startEvent id="s"/><subProcess id="p">{inside}</subProcess><task id="late"/><task id="after"/>'
    process += boundary("b", "p", timer("P1D")) + flows("s>p p>after b>late")
    assert play(process, [["time", 90000]]).activities == ["late"]

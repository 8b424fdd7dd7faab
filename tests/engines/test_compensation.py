"""Test compensation: what has ended is undone, the last one first, each once, and to its end (BPMN 2.0.2, 10.7)."""

import pytest

from tests.engines.scenario import Play
from tests.engines.test_events import ERRORS, MESSAGES, STOP, boundary, event
from tests.fixtures.processes import flows

pytestmark = pytest.mark.engines

COMPENSATE = "<compensateEventDefinition/>"
LOST = '<errorEventDefinition errorRef="lost"/>'


def undoable(*names: str, more: str = "") -> str:
    """Write tasks that are undone by `un<name>`."""
    return "".join(
        f'<task id="{name}">{more}</task><task id="un{name}" isForCompensation="true"/>'
        + boundary(f"b{name}", name, COMPENSATE)
        + f'<association id="as{name}" sourceRef="b{name}" targetRef="un{name}"/>'
        for name in names
    )


def only(activity: str) -> str:
    return f'<compensateEventDefinition activityRef="{activity}"/>'


def test_what_has_ended_is_undone_in_reverse(play: Play) -> None:
    process = '<startEvent id="s"/>' + undoable("a", "b", "c") + event("endEvent", "e", COMPENSATE)
    happened = play(process + flows("s>a a>b b>e"))
    assert (happened.activities, happened.failure) == (["a", "b", "unb", "una"], None)


def test_the_order_is_that_of_the_ends(play: Play) -> None:
    process = '<startEvent id="s"/><parallelGateway id="f"/><parallelGateway id="j"/>' + undoable("a", "b")
    process += event("endEvent", "e", COMPENSATE) + flows("s>f f>a f>b a>j b>j j>e")
    happened = play(process, a=[{"sleep": 1.0}])
    assert happened.activities == ["a", "b", "una", "unb"]


def test_one_activity_is_undone_alone_and_once(play: Play) -> None:
    process = '<startEvent id="s"/><task id="z"/>' + undoable("a", "b")
    process += event("intermediateThrowEvent", "t", only("a")) + event("endEvent", "e", COMPENSATE)
    assert play(process + flows("s>a a>b b>t t>z z>e")).activities == ["a", "b", "una", "z", "unb"]


def test_what_was_interrupted_is_not_undone(play: Play) -> None:
    process = '<startEvent id="s"/>' + undoable("a", "b") + boundary("lost", "b", LOST)
    process += event("endEvent", "e", COMPENSATE) + flows("s>a a>b lost>e")
    assert play(process, roots=ERRORS, b=[{"error": "LOST"}]).activities == ["a", "b", "una"]


def test_a_sub_process_is_undone_by_what_is_in_it(play: Play) -> None:
    inside = '<startEvent id="ps"/>' + undoable("a", "b") + flows("ps>a a>b")
    process = f'<startEvent id="s"/><subProcess id="p">{inside}</subProcess>' + undoable("c")
    process += event("endEvent", "e", COMPENSATE) + flows("s>p p>c c>e")
    assert play(process).activities == ["a", "b", "c", "unc", "unb", "una"]


def test_a_sub_process_says_itself_how_it_is_undone(play: Play) -> None:
    start = event("startEvent", "es", COMPENSATE)
    own = f'<subProcess id="esp" triggeredByEvent="true">{start}<task id="own"/>{flows("es>own")}</subProcess>'
    inside = '<startEvent id="ps"/>' + undoable("a") + own + flows("ps>a")
    process = f'<startEvent id="s"/><subProcess id="p">{inside}</subProcess>'
    assert play(process + event("endEvent", "e", COMPENSATE) + flows("s>p p>e")).activities == ["a", "own"]


def test_an_activity_repeated_for_each_is_undone_once(play: Play) -> None:
    loop = "<multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics>"
    process = '<startEvent id="s"/>' + undoable("a", more=loop) + event("endEvent", "e", COMPENSATE)
    assert play(process + flows("s>a a>e")).activities == ["a", "a", "a", "una"]


def test_undoing_goes_on_though_its_sub_process_is_interrupted(play: Play) -> None:
    inside = '<startEvent id="ps"/><userTask id="u"/>' + undoable("a", "b") + event("endEvent", "pe", COMPENSATE)
    process = f'<startEvent id="s"/><subProcess id="p">{inside}{flows("ps>a a>b b>u u>pe")}</subProcess>'
    process += '<task id="stopped"/>' + boundary("stop", "p", STOP) + flows("s>p stop>stopped")
    script = [["rest"], ["update", "u", {}], ["signal", "m2", {}]]
    happened = play(process, script, roots=MESSAGES, unb=[{"sleep": 1.5}])
    assert happened.activities == ["a", "b", "unb", "una", "stopped"]


def test_a_cancelled_transaction_is_undone_and_left_by_its_event(play: Play) -> None:
    inside = (
        '<startEvent id="ps"/>'
        + undoable("a")
        + event("endEvent", "pe", "<cancelEventDefinition/>")
        + flows("ps>a a>pe")
    )
    process = f'<startEvent id="s"/><transaction id="p">{inside}</transaction><task id="cancelled"/><task id="after"/>'
    process += boundary("x", "p", "<cancelEventDefinition/>") + boundary("any", "p", "<errorEventDefinition/>")
    happened = play(process + flows("s>p p>after x>cancelled any>after"))
    assert (happened.activities, happened.failure) == (["a", "una", "cancelled"], None)

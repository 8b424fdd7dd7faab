"""Variables that steps get and give, and how often they are tried, in the words of Camunda 7 and Zeebe."""

from typing import Any

import pytest

from tests.engines.scenario import Play
from tests.fixtures.processes import flows

pytestmark = pytest.mark.engines

EXTENDED = "<extensionElements>{}</extensionElements>"
CHILD = (
    '<process id="P2" isExecutable="true"><startEvent id="s2"/><serviceTask id="inner"/>'
    + flows("s2>inner")
    + "</process>"
)


def task(inside: str, attributes: str = "") -> str:
    stated = f'<serviceTask id="ask" {attributes}>{EXTENDED.format(inside)}</serviceTask>'
    return f'<startEvent id="s"/>{stated}<serviceTask id="after"/>' + flows("s>ask ask>after")


def call(inside: str, attributes: str = "") -> str:
    stated = f'<callActivity id="c" {attributes}>{EXTENDED.format(inside)}</callActivity>'
    return f'<process id="P" isExecutable="true"><startEvent id="s"/>{stated}{flows("s>c")}</process>{CHILD}'


ZEEBE = '<zeebe:ioMapping><zeebe:input source="=order.id" target="id"/><zeebe:output source="=response.body" target="reply"/></zeebe:ioMapping>'  # noqa: E501
CAMUNDA = (
    '<camunda:inputOutput><camunda:inputParameter name="id">${order.id}</camunda:inputParameter>'
    '<camunda:outputParameter name="reply">${response.body}</camunda:outputParameter></camunda:inputOutput>'
)
GIVEN: dict[str, Any] = {"order": {"id": 7}, "secret": "s"}


@pytest.mark.parametrize("inside", [ZEEBE, CAMUNDA], ids=["zeebe", "camunda"])
def test_a_task_gets_and_gives_what_is_mapped(play: Play, inside: str) -> None:
    happened = play(task(inside), [], GIVEN, ask=[{"echo": "response.body", "junk": 1}])
    assert happened.result == GIVEN | {"reply": {"id": 7}}


@pytest.mark.parametrize(
    "process",
    [
        call(
            '<camunda:in source="orderId" target="id"/><camunda:out source="res" target="answer"/>',
            'calledElement="P2"',
        ),
        call(
            '<zeebe:calledElement processId="P2" propagateAllChildVariables="false" '
            'propagateAllParentVariables="false"/>'
            '<zeebe:ioMapping><zeebe:input source="=orderId" target="id"/><zeebe:output source="=res" target="answer"/>'
            "</zeebe:ioMapping>"
        ),
    ],
    ids=["camunda", "zeebe"],
)
def test_a_call_passes_and_takes_what_is_mapped(play: Play, process: str) -> None:
    happened = play(process, [], {"orderId": 7, "secret": "s"}, inner=[{"echo": "res", "junk": 1}])
    assert happened.result == {"orderId": 7, "secret": "s", "answer": {"id": 7}}


def test_a_call_can_pass_all_and_take_all(play: Play) -> None:
    inside = '<camunda:in variables="all"/><camunda:out variables="all"/>'
    happened = play(call(inside, 'calledElement="P2"'), [], {"n": 1}, inner=[{"echo": "res"}])
    assert happened.result == {"n": 1, "res": {"n": 1}}


def test_the_answer_of_a_task_is_the_variable_that_is_stated(play: Play) -> None:
    happened = play(task("", 'camunda:resultVariable="reply"'), [], {"n": 1}, ask=["good"])
    assert happened.result == {"n": 1, "reply": "good"}


@pytest.mark.parametrize(
    "inside",
    [
        '<zeebe:taskDefinition type="x" retries="2"/>',
        "<camunda:failedJobRetryTimeCycle>R2/PT1S</camunda:failedJobRetryTimeCycle>",
    ],
)
def test_a_task_is_tried_as_often_as_is_stated(play: Play, inside: str) -> None:
    assert play(task(inside), [], {}, ask=[{"broken": "once"}, {"ok": True}]).result == {"ok": True}
    assert play(task(inside), [], {}, ask=[{"broken": "a"}, {"broken": "b"}, {"ok": True}]).failure is not None

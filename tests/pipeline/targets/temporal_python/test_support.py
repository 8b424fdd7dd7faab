"""Test that exactly the unsupported elements are refused, by name."""

import pytest

from pipeline.formats import parse
from pipeline.ir.document import Document
from pipeline.ir.workflow import WorkflowModel
from pipeline.operations.targets import refusals
from pipeline.targets import TARGETS
from pipeline.targets.temporal_python.support import SUPPORTED
from tests.fixtures.corpus import CORPUS, needs_corpus
from tests.fixtures.processes import flows, model

TARGET = TARGETS["temporal-python"]


def refused(inside: str, *, roots: str = "") -> set[tuple[str | None, str]]:
    return {(problem.path, problem.message) for problem in refusals(TARGET.name, model(inside, roots=roots))}


@needs_corpus
def test_a_model_that_uses_nearly_everything_is_refused_by_exactly_what_is_missing() -> None:
    content = (CORPUS / "bpmn/bpmn-miwg-test-suite/Reference/B.2.0.bpmn").read_bytes()
    found = parse(Document(content=content)).model
    assert isinstance(found, WorkflowModel)
    problems = refusals(TARGET.name, found)
    lacking = {
        "the condition of an event compares variables and constants",
        "an escalation does not leave the workflow of a called process",
        "no support for callActivity/globalUserTask",
        "no support for startEvent/conditional",
    }
    expected = {
        element.id
        for element in found.elements
        if {event.kind for event in element.events} & {"conditional"}
        or (
            element.attached_to
            and found.by_id[element.attached_to].kind == "callActivity"
            and element.events[0].kind == "escalation"
        )
        or (element.kind == "callActivity" and element.called == "_d4afdad7-65a5-40c6-9fee-e13ba4c0bed4")
    }
    assert {problem.path for problem in problems} == expected
    reasons = [problem.message.rpartition(": ")[2].rstrip(".").split("; ") for problem in problems]
    assert {reason for some in reasons for reason in some} == lacking
    assert "callActivity/globalUserTask" not in SUPPORTED
    assert all(problem.code == "UNSUPPORTED" and problem.line == found.by_id[problem.path or ""].line
               for problem in problems)  # fmt: skip


@pytest.mark.parametrize(
    ("nodes", "element", "why"),
    [
        ('<complexGateway id="a"/>', "a", "complexGateway"),
        ('<adHocSubProcess id="a"/>', "a", "an ad-hoc sub-process has an activity"),
        (
            '<adHocSubProcess id="a"><task id="b"/><completionCondition>${f(x)}</completionCondition>'
            "</adHocSubProcess>",
            "a",
            "completion condition",
        ),
        ('<callActivity id="a"/>', "a", "names the process"),
        ('<callActivity id="a" calledElement="${x}"/>', "a", "callActivity/expression"),
        (
            '<task id="b"/><boundaryEvent id="a" attachedToRef="b"><compensateEventDefinition/></boundaryEvent>',
            "a",
            "an association leads from a compensation event",
        ),
        (
            '<callActivity id="b" calledElement="x"/><boundaryEvent id="a" attachedToRef="b">'
            "<escalationEventDefinition/></boundaryEvent>",
            "a",
            "an escalation does not leave",
        ),
        (
            '<subProcess id="b" triggeredByEvent="true"><startEvent id="a"><compensateEventDefinition/></startEvent>'
            "</subProcess>",
            "a",
            "nothing compensates a process as a whole",
        ),
        ('<receiveTask id="a" instantiate="true"/>', "a", "receiveTask/instantiating"),
        ('<eventBasedGateway id="a" instantiate="true"/>', "a", "eventBasedGateway/instantiating"),
        ('<eventBasedGateway id="a" eventGatewayType="Parallel"/>', "a", "eventBasedGateway/parallel"),
        ('<eventBasedGateway id="a"/><task id="b"/>' + flows("a>b"), "a", "followed by catching events"),
        ('<intermediateThrowEvent id="a"><linkEventDefinition name="L"/></intermediateThrowEvent>', "a", "no link"),
        ('<endEvent id="a"><cancelEventDefinition/></endEvent>', "a", "only a transaction"),
        ('<endEvent id="a"><messageEventDefinition/><signalEventDefinition/></endEvent>', "a", "endEvent/multiple"),
        (
            '<task id="a"><multiInstanceLoopCharacteristics><completionCondition>${f(x)}</completionCondition>'
            "</multiInstanceLoopCharacteristics></task>",
            "a",
            "completion condition",
        ),
        (
            '<subProcess id="a" triggeredByEvent="true"><task id="b"/></subProcess>',
            "a",
            "a start event",
        ),
        (
            '<subProcess id="a" triggeredByEvent="true"><startEvent id="b"><conditionalEventDefinition>'
            "<condition>${f(x)}</condition></conditionalEventDefinition></startEvent></subProcess>",
            "b",
            "the condition of an event compares",
        ),
    ],
)
def test_what_cannot_be_run_is_named(nodes: str, element: str, why: str) -> None:
    ((path, message),) = refused(f'<startEvent id="start"/>{nodes}')
    assert path == element
    assert why in message


def test_a_call_means_no_step_of_that_id() -> None:
    assert not refused('<startEvent id="s"/><callActivity id="Ship" calledElement="Ship"/>' + flows("s>Ship"))


def test_what_no_token_reaches_needs_no_support() -> None:
    extras = '<dataObject id="d"/><textAnnotation id="t"><text>note</text></textAnnotation><laneSet id="l"/>'
    assert not refused(f'<startEvent id="start"/>{extras}')


def test_only_executable_processes_count_where_there_are_some() -> None:
    both = (
        '<process id="P1" isExecutable="true"><startEvent id="s"/></process>'
        '<process id="P2" isExecutable="false"><complexGateway id="g"/></process>'
    )
    assert not refused(both)
    assert {path for path, _ in refused(both.replace("true", "false"))} == {"g"}


def test_the_published_table_is_the_one_that_decides() -> None:
    assert TARGET.support == SUPPORTED
    assert all(SUPPORTED.values())


def test_a_model_in_which_nothing_runs_is_refused() -> None:
    (problem,) = refusals(TARGET.name, model('<process id="P"/>'))
    assert "nothing to run" in problem.message

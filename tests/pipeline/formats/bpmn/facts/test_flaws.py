"""Test that no flaw of a document is left to a rule that does not report it."""

import pytest

from pipeline.formats.bpmn.facts import flaws
from pipeline.ir.workflow import ACTIVITIES
from pipeline.operations.rules import validated
from tests.pipeline.formats.bpmn.documents import document, executable

START = '<startEvent id="S"/><sequenceFlow id="In" sourceRef="S" targetRef="T"/>'
TASK = '<task id="T" name="Work"/><sequenceFlow id="Out" sourceRef="T" targetRef="E"/><endEvent id="E"/>'
LINKED = '<intermediateThrowEvent id="L" name="L"><linkEventDefinition id="Link"/></intermediateThrowEvent>'

FLAWED = {
    ("missing-part", "boundaryEvent"): (executable(START, TASK, '<boundaryEvent id="X"/>'), "X"),
    ("missing-part", "conditionalEventDefinition"): (
        executable(f'<startEvent id="X"><conditionalEventDefinition id="C"/></startEvent>{TASK}'),
        "X",
    ),
    ("missing-part", "linkEventDefinition"): (executable(START, TASK, LINKED), "L"),
    ("missing-part", "sequenceFlow"): (executable(START, TASK, '<sequenceFlow id="X"/>'), "X"),
    ("invalid-value", "sequenceFlow"): (
        executable(START, TASK, '<sequenceFlow id="X" sourceRef="" targetRef=""/>'),
        "X",
    ),
    ("invalid-value", "participantMultiplicity"): (
        '<collaboration id="C"><participant id="X"><participantMultiplicity minimum="a" maximum="b"/>'
        "</participant></collaboration>",
        "X",
    ),
    **{
        ("invalid-value", kind): (executable(f'<{kind} id="X" startQuantity="a" completionQuantity="b"/>'), "X")
        for kind in sorted(ACTIVITIES)
    },
}
"""For each kind of flaw that other rules report: a document with it, and the element that they report."""


def test_every_flaw_that_other_rules_report_has_an_example() -> None:
    assert {(rule, kind) for rule, kind, _ in flaws._BETTER} == FLAWED.keys()


@pytest.mark.parametrize(("text", "element"), FLAWED.values(), ids=map("-".join, FLAWED))
def test_another_rule_reports_it(text: str, element: str) -> None:
    found = [each for each in validated(document(text)) if each.element == element]
    assert {each.rule for each in found} & {
        "boundary-event-attachment",
        "conditional-event-condition",
        "link-event",
        "dangling-flow",
        "participant-multiplicity",
        "activity-quantity",
    }

"""Test order, identity and completeness of findings, and rules that crash."""

import logging
from collections.abc import Iterator

import pytest

from pipeline.ir.finding import Finding, Rule, Severity
from pipeline.ir.workflow import FlowElement, WorkflowModel
from pipeline.operations.rules import validated
from pipeline.validate import MOST, findings
from pipeline.validate.loading import Check, CheckedRule, Found


def element(name: str, kind: str = "task", parent: str | None = "Process", line: int = 1) -> FlowElement:
    return FlowElement(id=name, source_id=name, kind=kind, parent=parent, line=line, path="")


def model(*elements: FlowElement) -> WorkflowModel:
    return WorkflowModel(format="bpmn", parser="test/1", elements=elements, parts=0, content_digest="")


def rule(check: Check, severity: Severity = Severity.ERROR) -> CheckedRule:
    return CheckedRule(Rule(id="a-rule", severity=severity, title="T.", help="T."), check)


def test_findings_stand_in_document_order_then_by_rule() -> None:
    found = validated(model(element("B"), element("Process", "process", None), element("A")))
    some = {"end-event-required", "label-required", "start-event-required"}
    assert [(finding.element, finding.rule) for finding in found if finding.rule in some] == [
        ("B", "label-required"),
        ("Process", "end-event-required"),
        ("Process", "start-event-required"),
        ("A", "label-required"),
    ]


def test_the_same_model_has_the_same_findings() -> None:
    elements = [element("Process", "process", None), *(element(f"Task_{n}") for n in range(50))]
    assert validated(model(*elements)) == validated(model(*elements))


def test_a_model_without_elements_has_no_findings() -> None:
    assert validated(model()) == ()


def test_a_finding_is_completed_from_its_rule_and_element() -> None:
    task = element("Task", line=7)
    assert list(findings(rule(lambda _: [(task, "Wrong.", "part"), (None, "All wrong.")]), model(task))) == [
        Finding(rule="a-rule", severity=Severity.ERROR, message="Wrong.", element="Task", line=7, discriminator="part"),
        Finding(rule="a-rule", severity=Severity.ERROR, message="All wrong."),
    ]


@pytest.mark.parametrize(("count", "listed"), [(MOST, MOST), (MOST + 1, MOST + 1), (3 * MOST, MOST + 1)])
def test_at_most_so_many_findings_of_one_rule_are_listed(count: int, listed: int) -> None:
    task = element("Task")
    found = list(findings(rule(lambda _: ((task, "Wrong.") for _ in range(count))), model(task)))
    assert len(found) == listed
    assert [(each.element, each.severity) for each in found if each.discriminator == "more"] == (
        [(None, Severity.ERROR)] if count > MOST else []
    )


def test_equal_findings_on_one_element_are_told_apart() -> None:
    task = element("Task")
    found = list(findings(rule(lambda _: [(task, "One."), (task, "Two."), (task, "Three.", "x")]), model(task)))
    assert [finding.discriminator for finding in found] == ["", "~2", "x"]


@pytest.mark.parametrize("severity", list(Severity))
def test_a_crash_is_a_finding_as_severe_as_its_rule(severity: Severity, caplog: pytest.LogCaptureFixture) -> None:
    def check(checked: WorkflowModel) -> Iterator[Found]:
        yield checked.elements[0], "Found before."
        raise KeyError("secret")

    with caplog.at_level(logging.ERROR):
        before, crash = findings(rule(check, severity), model(element("Task")))
    assert before.message == "Found before."
    assert (crash.severity, crash.element, crash.discriminator) == (severity, None, "crashed")
    assert "a-rule" in crash.message
    assert "secret" not in crash.message
    assert "KeyError: 'secret'" in caplog.text


def test_a_finding_of_the_wrong_shape_is_a_crash() -> None:
    (crash,) = findings(rule(lambda _: [(None, 1)]), model())  # type: ignore[list-item]
    assert crash.discriminator == "crashed"

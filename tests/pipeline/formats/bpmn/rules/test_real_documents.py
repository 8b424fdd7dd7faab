"""Test the rules on documents that nobody wrote for Ameide."""

from pathlib import Path

import pytest

from pipeline.formats import parse
from pipeline.ir.document import Document
from pipeline.ir.finding import Finding, Severity
from pipeline.operations.rules import validated
from tests.fixtures.corpus import CORPUS, corpus_files, needs_corpus

pytestmark = needs_corpus
SUITE = "bpmn/bpmn-miwg-test-suite"
REFERENCES = corpus_files(f"{SUITE}/Reference/*.bpmn")
EXAMPLES = corpus_files("bpmn/camunda-bpm-examples/**/*.bpmn")
ALL = [path for path in corpus_files("bpmn/**/*") if path.is_file()]


def found(path: Path) -> tuple[Finding, ...]:
    model = parse(Document(content=path.read_bytes())).model
    return validated(model) if model else ()


@pytest.mark.parametrize("path", REFERENCES + EXAMPLES, ids=lambda path: path.stem)
def test_nothing_stops_what_others_run(path: Path) -> None:
    assert [finding for finding in found(path) if finding.severity is Severity.ERROR] == []


@pytest.mark.parametrize("path", REFERENCES + EXAMPLES, ids=lambda path: path.stem)
def test_every_step_of_a_reference_model_is_reached(path: Path) -> None:
    assert [finding for finding in found(path) if finding.rule == "unreachable-node"] == []


def test_there_is_something_to_check() -> None:
    assert (len(REFERENCES), len(EXAMPLES), len(ALL)) == (21, 6, 149)


def test_no_rule_crashes_on_any_document() -> None:
    assert [finding for path in ALL for finding in found(path) if finding.discriminator == "crashed"] == []


def test_no_two_findings_of_a_document_share_their_identity() -> None:
    for path in ALL:
        identities = [(finding.rule, finding.element, finding.discriminator) for finding in found(path)]
        assert len(identities) == len(set(identities))


def test_a_document_made_to_be_invalid_is() -> None:
    path = next(CORPUS.glob("bpmn/Activiti/**/invalidProcess.bpmn20.xml"))
    errors = {(finding.rule, finding.element) for finding in found(path) if finding.severity is Severity.ERROR}
    assert errors == {
        ("boundary-event-attachment", "cancelSubprocess5"),
        ("boundary-event-attachment", "compensationEvent1"),
        ("dangling-flow", "invalidSeqFlow1"),
        ("dangling-flow", "invalidSeqFlow2"),
        ("misplaced-flow", "invalidSeqFlow3"),
        ("event-based-gateway-target", "invalidSeqFlowFromEventGateway1"),
    }

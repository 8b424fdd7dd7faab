"""Test that a fix removes its finding, causes no other, and changes nothing else."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from pipeline.formats import parse
from pipeline.ir.document import Document
from pipeline.ir.finding import Waiver
from pipeline.ir.ruleset import RuleSet
from pipeline.operations.check import check
from pipeline.operations.fix import fixed
from tests.fixtures.corpus import CORPUS, corpus_files, needs_corpus
from tests.fixtures.laws import examples

MENDED = (
    "boundary-event-trigger",
    "conditional-flows",
    "gateway-direction",
    "immediate-flow",
    "no-duplicate-sequence-flows",
)
BAD = sorted(
    case
    for rule in MENDED
    for case in (Path(__file__).parents[1] / "formats" / "bpmn" / "rules" / rule).glob("bad_*.bpmn")
)
FRAME = """<?xml version="1.0" encoding="{encoding}"?>
<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI">
  <b:process id="P" isExecutable="true">
    <b:startEvent id="S" name="Anfängt" >
      <b:outgoing>F1</b:outgoing></b:startEvent>
    <b:exclusiveGateway  id='G'  name="größer?" default="Gone" gatewayDirection = 'Converging' />
    <b:sequenceFlow id="F1" sourceRef="S" targetRef="G" isImmediate="false"/>
    {flows}
    <b:endEvent id="E" name="Ende"/><b:endEvent id="O" name="Aus"/>
  </b:process>
  <di:BPMNDiagram><di:BPMNPlane bpmnElement="P"><di:BPMNEdge bpmnElement="F1"/>
    <di:BPMNEdge bpmnElement="Twice"/>
  </di:BPMNPlane></di:BPMNDiagram>
</b:definitions>
"""
FLOW = """<b:sequenceFlow id="{id}" name="{name}" sourceRef="G" targetRef="{end}">
      <b:conditionExpression>x</b:conditionExpression></b:sequenceFlow>"""
TWICE = '<b:sequenceFlow id="Twice" sourceRef="S" targetRef="G" isImmediate="false"/>'
FLOWS = f"""{FLOW.format(id="F2", name="ja", end="E")}
    {FLOW.format(id="F3", name="nein", end="O")}
    {TWICE}"""


def keys(content: bytes) -> set[tuple[str, str | None, str]]:
    return {(found.rule, found.element, found.discriminator) for found in check(Document(content=content)).findings}


def document(encoding: str = "utf-8", flows: str = FLOWS) -> bytes:
    return FRAME.format(encoding=encoding, flows=flows).encode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "utf-8-sig"])
def test_only_what_is_wrong_changes_whatever_the_encoding(encoding: str) -> None:
    before = document(encoding)
    found = fixed(Document(content=before))
    assert {finding.rule for finding in found.findings} >= {
        "dangling-reference", "gateway-direction", "immediate-flow", "no-duplicate-sequence-flows",
    }  # fmt: skip
    assert found.content.decode(encoding) == document(encoding).decode(encoding).replace(
        """ default="Gone" gatewayDirection = 'Converging'""", ""
    ).replace('targetRef="G" isImmediate="false"', 'targetRef="G"').replace(
        """    <b:sequenceFlow id="Twice" sourceRef="S" targetRef="G"/>\n""", ""
    ).replace("""    <di:BPMNEdge bpmnElement="Twice"/>\n""", "")
    assert found.content[:3] == before[:3]


@pytest.mark.parametrize("case", BAD, ids=lambda case: f"{case.parent.name}/{case.stem}")
def test_what_is_fixed_is_gone_and_nothing_has_come(case: Path) -> None:
    before = case.read_bytes()
    found = fixed(Document(content=before))
    done = {(each.rule, each.element, each.discriminator) for each in found.findings}
    assert done <= keys(before)
    assert keys(found.content) <= keys(before) - done
    assert (found.content == before) == (not done)
    assert fixed(Document(content=found.content)).findings == ()


def test_what_the_rules_can_fix_in_their_own_documents() -> None:
    done = {each.rule for case in BAD for each in fixed(Document(content=case.read_bytes())).findings}
    assert done >= set(MENDED)


def test_a_flow_that_something_else_means_or_that_says_more_stays() -> None:
    for own in ('name="later" id', "id"):
        flows = (
            FLOWS.replace('id="Twice"', f'{own}="Twice"') + '<b:association id="A" sourceRef="Twice" targetRef="E"/>'
        )
        found = fixed(Document(content=document(flows=flows)))
        assert "no-duplicate-sequence-flows" not in {each.rule for each in found.findings}


def test_what_is_accepted_or_off_is_left_alone() -> None:
    waiver = Waiver(rule="immediate-flow", reason="It is meant so.", by="anna")
    ruleset = RuleSet(waivers=(waiver,), severities={"no-duplicate-sequence-flows": None})
    rules = {each.rule for each in fixed(Document(content=document()), ruleset).findings}
    assert not rules & {"immediate-flow", "no-duplicate-sequence-flows"}


def test_what_is_no_model_is_left_as_it_is() -> None:
    assert fixed(Document(content=b"<definitions>")).content == b"<definitions>"


@needs_corpus
@settings(max_examples=examples(12), deadline=None)
@given(some.data())
def test_real_documents_keep_all_that_is_not_fixed(data: some.DataObject) -> None:
    small = [file for file in corpus_files("bpmn/**/*.bpmn") if (CORPUS / file).stat().st_size < 60_000]
    before = (CORPUS / data.draw(some.sampled_from(small))).read_bytes()
    found = fixed(Document(content=before))
    if not found.findings:
        assert found.content == before
        return
    assert parse(Document(content=found.content)).model is not None
    done = {(each.rule, each.element, each.discriminator) for each in found.findings}
    assert keys(found.content) <= keys(before) - done
    assert fixed(Document(content=found.content)).content == found.content

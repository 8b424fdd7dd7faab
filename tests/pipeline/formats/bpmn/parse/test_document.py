"""Test the reading of whole documents."""

import time

import pytest

from pipeline.formats.bpmn.parse.document import PARSER
from tests.pipeline.formats.bpmn.parse.documents import BPMN, HEAD, bpmn, codes, element, model, parsed, process

DRAWN = (
    '<bpmndi:BPMNDiagram id="D"><bpmndi:BPMNPlane bpmnElement="Process"><bpmndi:BPMNShape bpmnElement="T">'
    '<dc:Bounds x="1" y="2" width="3" height="4"/></bpmndi:BPMNShape></bpmndi:BPMNPlane></bpmndi:BPMNDiagram>'
)


def test_a_model_says_what_read_it():
    found = model(bpmn().replace(b'id="Definitions"', b'id="Definitions" name="Orders"'))
    assert (found.format, found.parser, found.name) == ("bpmn", PARSER, "Orders")


@pytest.mark.parametrize(
    ("content", "code", "path"),
    [
        (b'<definitions xmlns="http://schema.omg.org/spec/BPMN/2.0"/>', "WRONG_NAMESPACE", "/definitions"),
        (b"<definitions/>", "WRONG_NAMESPACE", "/definitions"),
        (b'<Package xmlns="http://www.wfmc.org/2008/XPDL2.1"/>', "NOT_BPMN", "/Package"),
        (f'<process xmlns="{BPMN}" id="P"/>'.encode(), "NOT_BPMN", "/process"),
    ],
)
def test_what_is_not_bpmn_two_is_refused_with_what_it_is(content, code, path):
    found = parsed(content)
    assert found.model is None
    (problem,) = found.problems
    assert (problem.code, problem.path, problem.line, problem.column) == (code, path, 1, 1)


def test_names_and_documentation_are_kept_as_written():
    content = process(
        '<task id="T" name=" Ship&#10;it "><documentation>first</documentation>'
        '<documentation id="D" textFormat="text/html"> <b>second</b> part </documentation></task>'
    )
    task = element(content, "T")
    assert task.name == " Ship\nit "
    assert task.label == "Ship\nit"
    assert task.documentation == "first\n\nsecond part"


def test_the_diagram_is_kept_apart():
    definitions = element(
        process('<task id="T"/>').replace(b"</definitions>", f"{DRAWN}</definitions>".encode()), "Definitions"
    )
    assert definitions.folded == ""
    assert definitions.folded_count == 4
    assert '<dc:Bounds x="1" y="2" width="3" height="4" xmlns:dc=' in definitions.diagram


def test_moving_something_changes_no_content():
    plain = model(process('<task id="T"/>'))
    drawn = process('<task id="T"/>').replace(b"</definitions>", f"{DRAWN}</definitions>".encode())
    moved = drawn.replace(b'x="1"', b'x="9"').replace(b"<task", b"\n\n<task")
    assert model(moved).content_digest == model(drawn).content_digest == plain.content_digest
    assert element(moved, "Definitions").diagram != element(drawn, "Definitions").diagram


@pytest.mark.parametrize(
    "change",
    [
        (b'id="T"', b'id="U"'),
        (b'name="a"', b'name="b"'),
        (b"<script>x", b"<script>y"),
        (b"acme:k='1'", b"acme:k='2'"),
        (b"urn:acme", b"urn:other"),
        (b"scriptTask", b"task"),
    ],
)
def test_any_other_change_is_one_of_content(change):
    content = process('<scriptTask id="T" name="a" acme:k=\'1\'><script>x</script></scriptTask>')
    assert content.count(change[0])
    assert model(content).content_digest != model(content.replace(*change)).content_digest


@pytest.mark.parametrize(
    "stated", ['name="pay\u202e100"', 'name="&#x202e;"', 'id="x\u2066"', 'isForCompensation="\u200f"']
)
def test_characters_that_turn_text_around_are_reported(stated):
    content = process(f'<task id="T" {stated}/>' if "id=" not in stated else f"<task {stated}/>")
    ((code, line, path),) = codes(content)
    assert (code, line) == ("BIDI_CHARACTER", 3)
    assert path in {"T", "x%E2%81%A6"}


def test_a_flood_of_problems_is_cut_and_says_so():
    found = parsed(process(*['<task id="T"/>'] * 2_000))
    assert found.model is not None
    assert len(found.problems) == 1_001
    assert (found.problems[-1].code, found.problems[-1].message) == (
        "MORE_PROBLEMS",
        "999 more problems are not listed.",
    )


@pytest.mark.parametrize(
    "content",
    [
        HEAD.replace("urn:acme", "urn:" + "x" * 900).encode() + b"<acme:a/>" * 20_000 + b"</definitions>",
        HEAD.encode()
        + b"<acme:%s>" % (b"x" * 40_000) * 200
        + b'<task id="T"/>' * 1_000
        + b"</acme:%s>" % (b"x" * 40_000) * 200
        + b"</definitions>",
    ],
    ids=["namespaces", "paths"],
)
def test_a_document_that_would_grow_out_of_proportion_is_refused(content):
    started = time.process_time()
    found = parsed(content)
    assert found.model is None
    assert [problem.code for problem in found.problems] == ["TOO_LARGE"]
    assert time.process_time() - started < 20


def test_five_thousand_elements_are_read_within_seconds():
    flow = '<sequenceFlow id="F{0}" sourceRef="T{0}" targetRef="T{0}"/>'
    task = '<serviceTask id="T{0}" name="Do {0}"><incoming>F{0}</incoming><outgoing>F{0}</outgoing></serviceTask>'
    content = process(*((task + flow).format(number) for number in range(2_500)))
    started = time.process_time()
    found = model(content)
    assert len(found.elements) == 5_002
    # a second where nothing else runs; the rest is for busy machines and coverage
    assert time.process_time() - started < 10

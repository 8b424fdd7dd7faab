"""Test references and their meaning."""

import pytest

from pipeline.formats.bpmn.model import BpmnModel
from pipeline.ir.model import Reference
from tests.pipeline.formats.bpmn.parse.documents import BPMN, bpmn, codes, element, model, parsed, process

MESSAGE = '<message id="M"/>'


def references(content: bytes, id_: str) -> list[tuple[str, str, str, str | None]]:
    found = parsed(content).model
    assert isinstance(found, BpmnModel)
    return [(each.role, each.target, each.type, each.element) for each in found.by_id[id_].references]


def test_a_flow_has_its_ends():
    flow = element(process('<task id="A"/>', '<sequenceFlow id="F" sourceRef="A" targetRef="F"/>'), "F")
    assert (flow.source, flow.target) == ("A", "F")
    assert [reference.role for reference in flow.references] == ["sourceRef", "targetRef"]


@pytest.mark.parametrize("name", ["M", "own:M", " M\n", "unbound:M"])
def test_a_prefix_of_the_document_itself_or_of_nothing_is_local(name):
    content = bpmn(MESSAGE, f'<process id="P"><receiveTask id="T" messageRef="{name}"/></process>')
    assert references(content, "T") == [("messageRef", "M", "message", "M")]


def test_the_prefix_of_bpmn_itself_means_this_document():
    content = bpmn(MESSAGE, f'<process id="P"><receiveTask xmlns:b="{BPMN}" id="T" messageRef="b:M"/></process>')
    assert references(content, "T") == [("messageRef", "M", "message", "M")]


def test_a_prefix_of_another_namespace_means_another_document():
    content = bpmn(MESSAGE, '<process id="P"><receiveTask id="T" messageRef="far:M"/></process>')
    assert element(content, "T").references == (
        Reference(role="messageRef", target="M", type="message", namespace="urn:far"),
    )


def test_an_id_may_hold_a_colon():
    content = bpmn('<message id="far:M"/>', '<process id="P"><receiveTask id="T" messageRef="far:M"/></process>')
    assert references(content, "T") == [("messageRef", "far:M", "message", "far:M")]


def test_what_is_folded_mentions_for_its_element():
    content = bpmn(
        MESSAGE,
        '<process id="P">',
        '<startEvent id="S"><messageEventDefinition messageRef="M"/></startEvent>',
        '<laneSet id="Ls"><lane id="L"><flowNodeRef>S</flowNodeRef><flowNodeRef>S</flowNodeRef></lane></laneSet>',
        "</process>",
    )
    assert references(content, "S") == [("messageRef", "M", "message", "M")]
    assert references(content, "L") == [("flowNodeRef", "S", "flowNode", "S")]


def test_an_element_inside_mentions_for_itself():
    content = bpmn(
        MESSAGE,
        '<process id="P"><startEvent id="S"><messageEventDefinition id="D" messageRef="M"/></startEvent></process>',
    )
    assert references(content, "S") == []
    assert references(content, "D") == [("messageRef", "M", "message", "M")]


def test_incoming_and_outgoing_are_not_references():
    assert element(process('<task id="T"><incoming>F</incoming><outgoing>G</outgoing></task>'), "T").references == ()


def test_data_associations_have_ends_too():
    association = '<dataInputAssociation id="A"><sourceRef>O</sourceRef><targetRef>I</targetRef></dataInputAssociation>'
    content = process('<dataObject id="O"/>', f'<task id="T"><property id="I"/>{association}</task>')
    assert (element(content, "A").source, element(content, "A").target) == ("O", "I")
    nameless = content.replace(b' id="A"', b"")
    assert (element(nameless, "T").source, element(nameless, "T").target) == (None, None)
    assert [reference.role for reference in element(nameless, "T").references] == ["sourceRef", "targetRef"]


def test_some_roles_mean_different_things_in_different_places():
    content = bpmn(
        '<itemDefinition id="I" structureRef="far:Order"/>',
        '<error id="E" structureRef="I"/>',
        '<process id="P"><intermediateThrowEvent id="A"><linkEventDefinition id="L"><target>L2</target>'
        '</linkEventDefinition></intermediateThrowEvent><intermediateCatchEvent id="B"><linkEventDefinition id="L2"/>'
        "</intermediateCatchEvent></process>",
    )
    assert references(content, "I") == [("structureRef", "Order", "structure", None)]
    assert references(content, "E") == [("structureRef", "I", "itemDefinition", "I")]
    assert references(content, "L") == [("target", "L2", "linkEventDefinition", "L2")]


@pytest.mark.parametrize("called", ["Elsewhere", "own:Elsewhere"])
def test_a_called_process_is_found_in_another_document(called):
    activity = element(process(f'<callActivity id="C" calledElement="{called}"/>'), "C")
    assert activity.called == "Elsewhere"
    assert activity.references == (Reference(role="calledElement", target="Elsewhere", type="process"),)


@pytest.mark.parametrize("called", ["${process}", "#{bean.process}", "= process"])
def test_what_is_called_may_be_known_only_when_it_runs(called):
    activity = element(process(f'<callActivity id="C" calledElement="{called}"/>'), "C")
    assert (activity.called, activity.references) == (called, ())


@pytest.mark.parametrize(
    "dangling",
    [
        '<sequenceFlow id="X" sourceRef="P" targetRef="Gone"/>',
        '<boundaryEvent id="X" attachedToRef="Gone"/>',
        '<exclusiveGateway id="X" default="Gone"/>',
        '<receiveTask id="X" messageRef="own:Gone"/>',
        '<startEvent id="X"><eventDefinitionRef>Gone</eventDefinitionRef></startEvent>',
    ],
)
def test_a_reference_to_nothing_is_reported_with_its_place(dangling):
    content = bpmn('<process id="P">', dangling, "</process>")
    assert codes(content) == [("DANGLING_REFERENCE", 3, "X")]
    found = parsed(content).model
    assert isinstance(found, BpmnModel)
    x = found.by_id["X"]
    assert (x.target, x.attached_to, x.default, x.events) == (None, None, None, ())
    assert x.references[-1].element is None


def test_a_duplicated_id_means_the_first():
    content = process('<task id="T"/>', '<task id="T"/>', '<sequenceFlow id="F" sourceRef="T" targetRef="F"/>')
    found = parsed(content)
    assert isinstance(found.model, BpmnModel)
    assert found.model.by_id["F"].source == "T"
    assert codes(content) == [("DUPLICATE_ID", 4, "T~2"), ("AMBIGUOUS_REFERENCE", 5, "F")]


def test_of_those_with_one_id_that_is_meant_which_can_be_meant():
    content = bpmn('<process id="P"><task id="M"/><receiveTask id="T" messageRef="M"/></process>', MESSAGE)
    assert references(content, "T") == [("messageRef", "M", "message", "M~2")]
    assert [code for code, *_ in codes(content)] == ["DUPLICATE_ID"]


def test_definitions_may_have_the_id_of_a_node():
    content = process('<task id="Definitions"/>', '<sequenceFlow id="F" sourceRef="Definitions" targetRef="F"/>')
    assert references(content, "F")[0] == ("sourceRef", "Definitions", "element", "Definitions~2")


def test_of_those_with_one_id_the_nearest_is_meant():
    inside = '<task id="_1" default="_3"/><task id="_2"/><sequenceFlow id="_3" sourceRef="_1" targetRef="_2"/>'
    content = bpmn(f'<process id="P">{inside}<subProcess id="S">{inside}</subProcess></process>',
                   f'<process id="Q">{inside}</process>')  # fmt: skip
    found = parsed(content).model
    assert isinstance(found, BpmnModel)
    flows = [(flow.id, flow.source, flow.target) for flow in found.of_kind("sequenceFlow")]
    assert flows == [("_3", "_1", "_2"), ("_3~2", "_1~2", "_2~2"), ("_3~3", "_1~3", "_2~3")]
    assert [found.by_id[task].default for task in ("_1", "_1~2", "_1~3")] == ["_3", "_3~2", "_3~3"]
    assert {message for message in (each.message for each in parsed(content).problems) if "sourceRef" in message} == {
        f"sourceRef '_1' could mean 3 elements; the nearest, on line {line}, was taken." for line in (2, 3)
    }


@pytest.mark.parametrize("kind", ["task", "callActivity"])
def test_a_call_means_no_step_that_has_the_id_of_a_process_elsewhere(kind):
    content = process(f'<{kind} id="bill" calledElement="bill"/>', '<callActivity id="C" calledElement="bill"/>')
    assert references(content, "C") == [("calledElement", "bill", "process", None)]
    within = bpmn('<process id="bill"/>', '<process id="P"><callActivity id="C" calledElement="bill"/></process>')
    assert references(within, "C") == [("calledElement", "bill", "process", "bill")]


def test_attachment_and_default():
    content = process(
        '<task id="T" default="F"/>',
        '<boundaryEvent id="B" attachedToRef="T"/>',
        '<sequenceFlow id="F" sourceRef="T" targetRef="T"/>',
    )
    found = model(content)
    assert found.by_id["B"].attached_to == "T"
    assert found.by_id["T"].default == "F"

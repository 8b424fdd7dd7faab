"""Test the parts of an element as data: the same with and without ids."""

import pytest

from pipeline.formats.bpmn.facts.agreements import (
    CorrelationBinding,
    Import,
    correlations,
    imports,
    operations,
    performers,
)
from pipeline.formats.bpmn.facts.data import data_associations, data_interfaces
from pipeline.formats.bpmn.facts.inside import values, within
from tests.pipeline.formats.bpmn.parse.documents import bpmn, model, process

IO = (
    '<serviceTask id="T"><ioSpecification{0}><dataInput id="In" name="order" itemSubjectRef="I"/>'
    '<dataOutput id="Out" isCollection="true"/><inputSet{1}><dataInputRefs>In</dataInputRefs></inputSet>'
    "<outputSet{2}><dataOutputRefs>Out</dataOutputRefs></outputSet></ioSpecification>"
    "<dataInputAssociation{3}><sourceRef>Order</sourceRef><targetRef>In</targetRef>"
    "<assignment><from>a</from><to>b</to></assignment></dataInputAssociation></serviceTask>"
    '<dataObject id="Order"/>'
)


def io(*ids: str) -> bytes:
    filled = IO.format(*(f' id="{id_}"' if id_ else "" for id_ in ids))
    return process(filled).replace(b"<process", b'<itemDefinition id="I"/><process')


@pytest.mark.parametrize("ids", [("", "", "", ""), ("Io", "", "S", ""), ("Io", "A", "B", "C")])
def test_data_is_found_with_and_without_ids(ids):
    found = model(io(*ids))
    task = found.by_id["T"]
    (interface,) = data_interfaces(found, task)
    assert [(item.id, item.name, item.item) for item in interface.inputs] == [("In", "order", "I")]
    assert [(item.id, item.collection) for item in interface.outputs] == [("Out", True)]
    assert [(set_.id, set_.items) for set_ in interface.input_sets] == [(ids[1], ("In",))]
    assert [(set_.id, set_.items) for set_ in interface.output_sets] == [(ids[2], ("Out",))]
    (association,) = data_associations(found, task)
    assert (association.sources, association.target) == (("Order",), "In")
    assert association.assignments == (("a", "b"),)
    assert association.element == (ids[3] or None)


def test_an_element_without_data_has_no_interface():
    found = model(process('<task id="T"/>'))
    assert data_interfaces(found, found.by_id["T"]) == ()


def test_extensions_are_not_of_the_standard():
    found = model(process('<task id="T"><extensionElements><acme:a><import/></acme:a></extensionElements></task>'))
    assert within(found, found.by_id["T"]) == ()


def test_what_flows_list_is_a_part_and_elements_are_asked_again():
    found = model(
        process(
            '<task id="T"><incoming> F </incoming><outgoing/></task><laneSet><lane id="L"/></laneSet>'
            '<sequenceFlow id="F" sourceRef="T" targetRef="T"/>'
        )
    )
    assert values(found, found.by_id["T"], "incoming", "outgoing") == ("F",)
    (lanes,) = within(found, found.by_id["Process"], "laneSet")
    (lane,) = within(found, lanes, "lane")
    assert (lane.element, lane.attributes["id"]) == ("L", "L")
    assert [part.kind for part in within(found, found.by_id["Process"])] == ["laneSet", "task", "sequenceFlow"]


def test_what_is_agreed_with_others():
    found = model(
        bpmn(
            '<import importType="x" location="y.xsd" namespace="urn:far"/>',
            '<message id="M"/><interface id="Face" name="Shop"><operation id="Op" name="buy">'
            "<inMessageRef>M</inMessageRef></operation></interface>",
            '<correlationProperty id="C"><correlationPropertyRetrievalExpression messageRef="M">'
            "<messagePath>order/id</messagePath></correlationPropertyRetrievalExpression></correlationProperty>",
            '<collaboration id="Co"><conversation id="Cn"><correlationKey id="K"/></conversation></collaboration>',
            '<resource id="Clerk"/>',
            '<process id="P"><userTask id="T"><potentialOwner><resourceRef>Clerk</resourceRef></potentialOwner>'
            "<performer><resourceAssignmentExpression><formalExpression>boss()</formalExpression>"
            "</resourceAssignmentExpression></performer></userTask>"
            '<correlationSubscription correlationKeyRef="K"><correlationPropertyBinding correlationPropertyRef="C">'
            "<dataPath>id</dataPath></correlationPropertyBinding></correlationSubscription></process>",
        )
    )
    assert imports(found) == (Import("urn:far", "y.xsd", "x"),)
    assert [(each.id, each.name, each.interface, each.takes, each.gives) for each in operations(found)] == [
        ("Op", "buy", "Face", "M", None)
    ]
    assert [(each.kind, each.resource, each.expression) for each in performers(found, found.by_id["T"])] == [
        ("potentialOwner", "Clerk", None),
        ("performer", None, "boss()"),
    ]
    assert correlations(found) == (CorrelationBinding("C", "M", "order/id"), CorrelationBinding("C", "P", "id"))


def test_a_node_knows_its_lanes():
    found = model(
        process(
            '<laneSet><lane id="Outer"><flowNodeRef>T</flowNodeRef><childLaneSet><lane id="Inner">'
            "<flowNodeRef>T</flowNodeRef></lane></childLaneSet></lane></laneSet>",
            '<task id="T"/>',
        )
    )
    assert [lane.id for lane in found.lanes["T"]] == ["Outer", "Inner"]


@pytest.mark.parametrize("id_", ["", ' id="C"'])
def test_the_type_that_an_element_states_is_its_attribute(id_):
    said = f'<conditionExpression{id_} xsi:type="tFormalExpression" acme:a="1">x</conditionExpression>'
    found = model(process(f'<task id="T"/><sequenceFlow id="F" sourceRef="T" targetRef="T">{said}</sequenceFlow>'))
    (condition,) = within(found, found.by_id["F"], "conditionExpression")
    assert condition.attributes.get("xsi:type") == "tFormalExpression"
    assert "acme:a" not in condition.attributes

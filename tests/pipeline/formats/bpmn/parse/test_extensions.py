"""Test the reading of vendors' extensions."""

from pipeline.ir.model import Extension
from tests.pipeline.formats.bpmn.parse.documents import element, model, process


def test_foreign_attributes_and_elements_stand_by_namespace():
    content = process(
        '<task id="T" acme:colour="red" own:x="1" isForCompensation="true"><extensionElements>'
        '<acme:form key="a"><acme:field/></acme:form><own:y/><acme:z/></extensionElements></task>'
    )
    task = element(content, "T")
    assert task.attributes == {"isForCompensation": "true"}
    assert task.extensions == {
        "urn:acme": Extension(
            attributes={"colour": "red"},
            elements=(
                '<acme:form key="a" xmlns:acme="urn:acme"><acme:field/></acme:form>',
                '<acme:z xmlns:acme="urn:acme"/>',
            ),
        ),
        "urn:own": Extension(attributes={"x": "1"}, elements=('<own:y xmlns:own="urn:own"/>',)),
    }
    assert task.folded_count == 5


def test_what_is_added_to_something_folded_belongs_to_the_element():
    content = process(
        '<task id="T" acme:collection="no"><multiInstanceLoopCharacteristics acme:collection="yes">'
        "<extensionElements><acme:each/></extensionElements></multiInstanceLoopCharacteristics></task>"
    )
    extension = element(content, "T").extensions["urn:acme"]
    assert extension.attributes == {"collection": "no", "multiInstanceLoopCharacteristics/collection": "yes"}
    assert extension.elements == ('<acme:each xmlns:acme="urn:acme"/>',)


def test_xml_itself_is_no_vendor():
    content = process(
        '<task id="T" xml:lang="de"/>',
        '<sequenceFlow id="F" sourceRef="T" targetRef="T">'
        '<conditionExpression id="C" xsi:type="tFormalExpression">x</conditionExpression></sequenceFlow>',
    )
    found = model(content)
    assert found.by_id["T"].attributes == {"xml:lang": "de"}
    assert found.by_id["C"].attributes == {"xsi:type": "tFormalExpression"}
    assert all(element.extensions == {} for element in found.elements)

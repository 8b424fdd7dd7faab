"""Test that documents come after those that they refer to."""

import pytest

from pipeline.ir.document import Document
from pipeline.operations.ordering import ordered
from tests.cli.documents import caller, process
from tests.pipeline.formats.archimate.documents import exchange

ARCHITECTURE = exchange(
    '<elements><element identifier="p" xsi:type="BusinessProcess"><name>Order</name><properties>'
    '<property propertyDefinitionRef="d"><value>Order</value></property></properties></element></elements>'
    '<propertyDefinitions><propertyDefinition identifier="d" type="string"><name>bpmn:process</name>'
    "</propertyDefinition></propertyDefinitions>"
)


@pytest.mark.parametrize(
    ("contents", "order"),
    [
        ([caller("Order"), process("Order")], [1, 0]),
        ([process("Order"), caller("Order")], [0, 1]),
        ([ARCHITECTURE, process("Order")], [1, 0]),
        ([b"no model", caller("Nothing"), process("Order")], [0, 1, 2]),
        ([caller("Caller"), process("Order")], [0, 1]),
        ([], []),
    ],
)
def test_what_others_refer_to_is_first(contents, order):
    assert ordered([Document(content=each) for each in contents]) == order


def test_a_cycle_is_cut_somewhere():
    one, two = caller("Two"), caller("Caller").replace(b'"Caller"', b'"Two"', 1)
    assert sorted(ordered([Document(content=one), Document(content=two)])) == [0, 1]

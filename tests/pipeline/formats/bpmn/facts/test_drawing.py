"""Test the drawings of elements."""

from pipeline.formats.bpmn.facts.drawing import Bounds, drawings, drawn
from pipeline.formats.bpmn.model import BpmnModel
from tests.pipeline.formats.bpmn.parse.documents import model, process

DI = ' xmlns:di="http://www.omg.org/spec/DD/20100524/DI"'


def document(*planes: str) -> BpmnModel:
    diagrams = "".join(
        f'<bpmndi:BPMNDiagram{DI}><bpmndi:BPMNPlane bpmnElement="Process">{plane}</bpmndi:BPMNPlane>'
        "</bpmndi:BPMNDiagram>"
        for plane in planes
    )
    elements = '<task id="T"/><sequenceFlow id="F" sourceRef="T" targetRef="T"/>'
    return model(process(elements).replace(b"</definitions>", f"{diagrams}</definitions>".encode()))


def shape(of: str, bounds: str, more: str = "") -> str:
    return f'<bpmndi:BPMNShape bpmnElement="{of}" {more}><dc:Bounds {bounds}/></bpmndi:BPMNShape>'


def test_a_shape_says_what_where_and_in_which_diagram():
    found = document(shape("T", 'x="1" y="2.5" width="3" height="4"', 'isExpanded="true"'), shape("own:T", 'x="1"'))
    assert [(each.kind, each.diagram, each.element, each.bounds) for each in drawings(found)] == [
        ("plane", 0, "Process", None),
        ("shape", 0, "T", Bounds(1, 2.5, 3, 4)),
        ("plane", 1, "Process", None),
        ("shape", 1, "T", None),
    ]
    assert [each.says("isExpanded") for each in drawn(found)["T"]] == [True, None]
    assert drawn(found).keys() == {"T"}


def test_numbers_that_are_none_are_no_place():
    (_, first, second) = drawings(
        document(shape("T", 'x="nan" y="2" width="3" height="4"') + shape("T", 'x="1" y="2" width="inf" height="4"'))
    )
    assert (first.bounds, second.bounds) == (None, None)


def test_an_edge_has_waypoints_and_a_label_a_place():
    edge = (
        '<bpmndi:BPMNEdge bpmnElement="F"><di:waypoint x="1" y="2"/><di:waypoint x="3" y="4"/><bpmndi:BPMNLabel>'
        '<dc:Bounds x="5" y="6" width="7" height="8"/></bpmndi:BPMNLabel></bpmndi:BPMNEdge>'
    )
    ((found,),) = drawn(document(edge)).values()
    assert (found.kind, found.waypoints, found.label) == ("edge", ((1, 2), (3, 4)), Bounds(5, 6, 7, 8))


def test_what_draws_nothing_is_told():
    (_, found) = drawings(document(shape("Gone", 'x="1" y="2" width="3" height="4"')))
    assert (found.stated, found.element) == ("Gone", None)

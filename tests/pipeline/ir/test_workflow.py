"""Test the indexes of a model."""

import pytest
from pydantic import ValidationError

from pipeline.ir.workflow import FLOW_NODES, FlowElement, WorkflowModel


def element(id_: str, kind: str = "task", parent: str | None = "P", **more: object) -> FlowElement:
    return FlowElement(id=id_, kind=kind, parent=parent, line=1, path="/", **more)


def model(*elements: FlowElement) -> WorkflowModel:
    return WorkflowModel(format="bpmn", parser="bpmn/1", elements=elements, parts=1, content_digest="d")


FOUND = model(
    element("P", "process", None, source_id="P"),
    element("A", source_id="A"),
    element("A~2", source_id="A"),
    element("B", "userTask"),
    element("E", "boundaryEvent", attached_to="B"),
    element("F", "sequenceFlow", source="A", target="B"),
    element("G", "sequenceFlow", source="A", target="B"),
    element("H", "sequenceFlow", source="B"),
    element("M", "messageFlow", source="A", target="B"),
    element("Sub", "subProcess"),
    element("In", parent="Sub"),
)


def ids(elements: tuple[FlowElement, ...]) -> list[str]:
    return [element.id for element in elements]


def test_by_id_and_the_first_by_stated_id():
    assert FOUND.by_id["A~2"].source_id == "A"
    assert FOUND.by_source_id["A"].id == "A"
    assert FOUND.by_source_id.keys() == {"P", "A"}


def test_children_are_in_document_order():
    assert ids(FOUND.children["P"]) == ["A", "A~2", "B", "E", "F", "G", "H", "M", "Sub"]
    assert ids(FOUND.children["Sub"]) == ["In"]
    assert "A" not in FOUND.children


def test_flows_are_only_sequence_flows_whose_end_is_known():
    assert {node: ids(flows) for node, flows in FOUND.outgoing.items()} == {"A": ["F", "G"], "B": ["H"]}
    assert {node: ids(flows) for node, flows in FOUND.incoming.items()} == {"B": ["F", "G"]}


def test_boundary_events_by_what_they_sit_on():
    assert {host: ids(events) for host, events in FOUND.boundary.items()} == {"B": ["E"]}


def test_kinds_and_flow_nodes():
    assert ids(FOUND.of_kind("userTask", "process")) == ["P", "B"]
    assert ids(FOUND.nodes("P")) == ["A", "A~2", "B", "E", "Sub"]
    assert {FOUND.by_id[id_].kind for id_ in ("A", "E", "Sub")} <= FLOW_NODES


@pytest.mark.parametrize(
    ("name", "source_id", "label"), [(" Ship ", "T1", "Ship"), (" \n", "T1", "T1"), ("", None, "T")]
)
def test_a_label_is_always_something(name, source_id, label):
    assert element("T", name=name, source_id=source_id).label == label


def test_a_model_cannot_be_changed_or_misspelt():
    with pytest.raises(ValidationError):
        FOUND.elements[0].name = "x"  # type: ignore[misc]
    with pytest.raises(ValidationError):
        element("T", colour="red")

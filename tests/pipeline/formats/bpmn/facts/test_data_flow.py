"""Test the data that elements take and give, with ids and without."""

from pipeline.formats.bpmn.facts.data_flow import associations, counted, interfaces, states
from tests.pipeline.formats.bpmn.documents import document, executable

MODEL = document(
    executable(
        '<task id="None"/>',
        '<task id="Folded"><ioSpecification><dataInput/><inputSet/><outputSet/></ioSpecification>'
        "<dataInputAssociation><sourceRef>a</sourceRef><targetRef>b</targetRef></dataInputAssociation></task>",
        '<task id="Named"><ioSpecification id="S"><dataInput id="I"/><dataInput id="J"/><inputSet id="Set"/>'
        '<outputSet id="Out"/></ioSpecification><dataOutputAssociation id="D"><sourceRef>a</sourceRef>'
        "<targetRef>b</targetRef></dataOutputAssociation></task>",
        '<startEvent id="Event"><dataOutput id="O"/></startEvent>',
    )
)


def test_interfaces_of_those_that_state_one() -> None:
    found = interfaces(MODEL, MODEL.of_kind("task", "startEvent"))
    assert [(element.id, len(stated.inputs), len(stated.outputs)) for element, stated in found] == [
        ("Folded", 1, 0),
        ("Named", 2, 0),
        ("Event", 0, 1),
    ]


def test_an_association_is_reported_at_itself_where_it_has_an_element() -> None:
    assert [(element.id, each.kind) for element, each in associations(MODEL)] == [
        ("Folded", "dataInputAssociation"),
        ("D", "dataOutputAssociation"),
    ]


def test_what_is_not_stated_counts_nothing() -> None:
    counts = [counted(MODEL, task, lambda stated: len(stated.inputs)) for task in MODEL.of_kind("task")]
    assert counts == [0, 1, 2]


def test_what_stands_inside_is_seen_with_and_without_an_id() -> None:
    assert [states(MODEL, task, "ioSpecification") for task in MODEL.of_kind("task")] == [False, True, True]

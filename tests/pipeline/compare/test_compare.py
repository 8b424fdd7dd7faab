"""Test comparisons of models with one change at a time."""

import pytest

from pipeline.ir.difference import By, Change
from tests.pipeline.compare.documents import (
    HEAD,
    chain,
    compare,
    compared,
    entry,
    match,
    model,
    process,
    properties,
    told,
)

STEPS = (("startEvent", "S", "Ordered"), ("task", "A", "Pay"), ("task", "B", "Ship"), ("endEvent", "E", "Done"))
ORDER = process(*chain(*STEPS))


def step(**changed: tuple[str, str, str]):
    return process(*chain(*(changed.get(step[1], step) for step in STEPS)))


def test_a_model_does_not_differ_from_itself():
    found = compared(ORDER, ORDER)
    assert found.identical
    assert found.same_meaning
    assert not found.layout_only
    assert (found.unchanged, found.matched) == (len(ORDER.elements), {By.ID: len(ORDER.elements), By.MEANING: 0})


def test_another_name_is_a_change_of_the_name():
    found = compared(ORDER, step(B=("task", "B", "Send")))
    assert told(found) == [("B", "B", ("changed",))]
    assert properties(found, "B") == {"name": ("Ship", "Send")}
    assert match(found, "B").by is By.ID


def test_another_kind_of_task_is_the_same_task():
    found = compared(ORDER, step(B=("userTask", "B", "Ship")))
    assert told(found) == [("B", "B", ("changed",))]
    assert properties(found, "B") == {"kind": ("task", "userTask")}


def test_a_task_that_got_another_id_is_recognised():
    found = compared(ORDER, step(B=("task", "X", "Ship")))
    assert told(found) == [("B", "X", ("id",)), ("A_B", "A_X", ("id",)), ("B_E", "X_E", ("id",))]
    assert (match(found, "X").by, match(found, "X").score) == (By.MEANING, 1.0)
    assert match(found, "X").reasons == ("same kind", "same parent", "same name", "same neighbours")
    assert found.same_meaning
    assert not found.layout_only


def test_a_task_that_got_another_id_name_and_kind_is_recognised_by_where_it_stands():
    found = compared(ORDER, step(B=("userTask", "X", "Ship the goods")))
    assert told(found)[0] == ("B", "X", ("changed", "id"))
    assert 0.5 < match(found, "X").score < 1
    assert "related kinds task and userTask" in match(found, "X").reasons


def test_a_task_is_no_gateway_even_under_the_same_id():
    found = compared(ORDER, step(B=("exclusiveGateway", "B", "Ship")))
    assert [entry for entry in told(found) if "B" in entry[:2]] == [
        (None, "B", ("added",)),
        ("B", None, ("removed",)),
    ]


def test_added_and_removed_steps():
    longer = process(*chain(*STEPS[:3], ("task", "C", "Thank"), STEPS[3]))
    found = compared(ORDER, longer)
    assert sorted(told(found), key=str) == [
        ("B_E", None, ("removed",)),
        (None, "B_C", ("added",)),
        (None, "C", ("added",)),
        (None, "C_E", ("added",)),
    ]
    assert entry(found, "C").match is None


def test_a_flow_that_leads_elsewhere_is_rerouted():
    flow = '<sequenceFlow id="F" sourceRef="A" targetRef="{}"/>'
    tasks = '<task id="A" name="Pay"/><task id="B" name="Ship"/><task id="C" name="Thank"/>'
    found = compared(process(tasks, flow.format("B")), process(tasks, flow.format("C")))
    assert told(found) == [("F", "F", ("rerouted",))]
    assert properties(found, "F") == {"target": ("B", "C")}


def test_a_flow_between_other_nodes_keeps_its_id_where_nothing_better_has_it():
    flow = '<sequenceFlow id="F" sourceRef="{}" targetRef="{}"/>'
    tasks = "".join(f'<task id="{id_}" name="{id_} it"/>' for id_ in "ABCD")
    found = compared(process(tasks, flow.format("A", "B")), process(tasks, flow.format("C", "D")))
    assert told(found) == [("F", "F", ("rerouted",))]


def test_a_step_in_another_sub_process_is_moved():
    inside, outside = '<subProcess id="U" name="Pack">{}</subProcess>', '<task id="A" name="Pay"/>'
    found = compared(process(inside.format(outside)), process(inside.format(""), outside))
    assert told(found) == [("A", "A", ("moved",))]
    assert properties(found, "A") == {"parent": ("U", "P")}


def test_a_boundary_event_on_another_task_is_attached_elsewhere():
    tasks = '<task id="A" name="Pay"/><task id="B" name="Ship"/>'
    event = '<boundaryEvent id="T" name="Late" attachedToRef="{}"/>'
    found = compared(process(tasks, event.format("A")), process(tasks, event.format("B")))
    assert told(found) == [("T", "T", ("attached",))]


def test_swapped_ids_are_seen_through():
    swapped = process(*chain(STEPS[0], ("task", "B", "Pay"), ("task", "A", "Ship"), STEPS[3]))
    found = compared(ORDER, swapped)
    assert ("A", "B", ("id",)) in told(found)
    assert ("B", "A", ("id",)) in told(found)
    assert found.same_meaning


def test_swapped_names_are_changed_names():
    found = compared(ORDER, step(A=("task", "A", "Ship"), B=("task", "B", "Pay")))
    assert told(found) == [("A", "A", ("changed",)), ("B", "B", ("changed",))]


def test_an_id_without_a_statement_proves_nothing():
    notes = "<textAnnotation><text>{}</text></textAnnotation>"
    two = process(notes.format("First note"), notes.format("Second thought"))
    found = compared(two, process(notes.format("Second thought")))
    assert told(found) == [("P~/textAnnotation[1]", None, ("removed",))]


def test_duplicate_ids_are_told_apart_by_what_they_name():
    one, other = '<task id="A" name="Pay"/>', '<task id="A" name="Ship"/>'
    found = compared(process(one, other), process(other, one))
    assert found.same_meaning
    assert found.reordered


def test_equal_names_are_told_apart_by_their_neighbours():
    def twice(first: str, second: str):
        return process(
            *chain(STEPS[0], ("task", first, "Check"), STEPS[1], ("task", second, "Check"), STEPS[2], STEPS[3])
        )

    found = compared(twice("X", "Y"), twice("V", "W"))
    assert found.same_meaning
    assert {(e[0], e[1]) for e in told(found) if e[0] in ("X", "Y")} == {("X", "V"), ("Y", "W")}


def test_lookalikes_are_said_to_be_such():
    tasks = [f'<task id="{letter}1"/><task id="{letter}2"/>' for letter in "ab"]
    found = compared(process(tasks[0]), process(tasks[1]))
    assert told(found) == [("a1", "b1", ("id",)), ("a2", "b2", ("id",))]
    assert "2 look alike, taken in document order" in match(found, "b1").reasons


@pytest.mark.parametrize(
    ("before", "after", "property_", "values"),
    [
        ('<task id="A"/>', '<task id="A"><documentation>Now</documentation></task>', "documentation", ("", "Now")),
        ('<task id="A"/>', '<task id="A" startQuantity="2"/>', "attributes", ({}, {"startQuantity": "2"})),
        ('<task id="A" acme:x="1"/>', '<task id="A"/>', "extensions",
         ({"urn:acme": {"attributes": {"x": "1"}, "elements": []}}, {})),
        ('<callActivity id="A" calledElement="x"/>', '<callActivity id="A" calledElement="y"/>', "called", ("x", "y")),
        ('<scriptTask id="A"><script>1</script></scriptTask>', '<scriptTask id="A"><script>2</script></scriptTask>',
         "script", ({"text": "1", "language": None}, {"text": "2", "language": None})),
        ('<subProcess id="A"/>', '<subProcess id="A" triggeredByEvent="true"/>', "event_sub_process", (False, True)),
        ('<startEvent id="A"/>', '<startEvent id="A" isInterrupting="false"/>', "interrupting", (True, False)),
    ],
)  # fmt: skip
def test_each_property_is_named_with_both_values_and_once(before, after, property_, values):
    found = compared(process(before), process(after))
    assert told(found) == [("A", "A", ("changed",))]
    assert properties(found, "A") == {property_: values}


def test_a_timer_is_an_event_and_no_other_xml():
    timer = (
        '<startEvent id="A"><timerEventDefinition><timeDuration>{}</timeDuration></timerEventDefinition></startEvent>'
    )
    found = compared(process(timer.format("PT1H")), process(timer.format("PT2H")))
    assert [*properties(found, "A")] == ["events"]


def test_a_condition_and_the_default_are_said_once():
    nodes = '<exclusiveGateway id="G" {}/><task id="A" name="Pay"/><task id="B" name="Ship"/>'
    flows = (
        '<sequenceFlow id="F" sourceRef="G" targetRef="A"><conditionExpression>{}</conditionExpression></sequenceFlow>'
        '<sequenceFlow id="D" sourceRef="G" targetRef="B"/>'
    )
    found = compared(
        process(nodes.format(""), flows.format("x")), process(nodes.format('default="D"'), flows.format("y"))
    )
    assert told(found) == [("G", "G", ("changed",)), ("F", "F", ("changed",))]
    assert properties(found, "G") == {"default": (None, "D")}
    assert [*properties(found, "F")] == ["condition"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<startEvent id="A"/>', '<startEvent id="A" isInterrupting="true" parallelMultiple="0"/>'),
        ('<userTask id="A"/>', '<userTask id="A" implementation="##unspecified" isForCompensation="false"/>'),
        ('<task id="A"/>', '<task id="A"><extensionElements/></task>'),
        ('<task id="A"><incoming>F</incoming></task>', '<task id="A"/>'),
        ('<task id="A" acme:x="1"/>', '<task id="A" xmlns:b="urn:acme" b:x="1"/>'),
        ('<task id="A"><extensionElements><acme:y a="1" b="2"/></extensionElements></task>',
         '<task id="A"><extensionElements><n:y b="2" a="1" xmlns:n="urn:acme"/></extensionElements></task>'),
    ],
)  # fmt: skip
def test_another_spelling_is_no_difference(before, after):
    assert compared(process(before), process(after)).identical


def test_what_is_kept_verbatim_is_compared_too():
    note = '<textAnnotation id="N"><text>{}</text></textAnnotation>'
    found = compared(process(note.format("Mind the gap")), process(note.format("Mind the step")))
    assert [*properties(found, "N")] == ["folded"]


def drawn(x: str, name: str = "Pay"):
    shape = f'<bpmndi:BPMNShape id="d{x}" bpmnElement="A"><dc:Bounds x="{x}" y="0"/></bpmndi:BPMNShape>'
    diagram = f'<bpmndi:BPMNDiagram><bpmndi:BPMNPlane bpmnElement="P">{shape}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>'
    return process(f'<task id="A" name="{name}"/>', rest=diagram)


def test_layout_is_told_apart_from_content():
    found = compared(drawn("100"), drawn("200"))
    assert told(found) == [("A", "A", ("layout",))]
    assert found.layout_only
    assert found.same_meaning
    assert entry(found, "A").properties == ()
    both = compared(drawn("100"), drawn("200", "Ship"))
    assert told(both) == [("A", "A", ("changed", "layout"))]
    assert not both.layout_only


def test_numbers_of_a_drawing_are_numbers_and_its_ids_nothing():
    assert compared(drawn("100"), drawn("100.0")).identical


def test_another_order_in_the_document_is_said_and_nothing_else():
    nodes = ['<task id="A" name="Pay"/>', '<task id="B" name="Ship"/>']
    found = compared(process(*nodes), process(*reversed(nodes)))
    assert (found.entries, found.reordered, found.identical, found.layout_only) == ((), True, False, True)


def test_a_lane_says_what_it_got_and_lost():
    lanes = '<laneSet id="L"><lane id="X" name="Clerk"><flowNodeRef>{}</flowNodeRef></lane></laneSet>'
    tasks = '<task id="A" name="Pay"/><task id="B" name="Ship"/>'
    found = compared(process(lanes.format("A"), tasks), process(lanes.format("B"), tasks))
    role = {"role": "flowNodeRef", "namespace": None}
    assert properties(found, "X") == {"references": ([{**role, "target": "A"}], [{**role, "target": "B"}])}


def test_what_cannot_be_read_again_is_compared_as_it_stands():
    task = next(element for element in ORDER.elements if element.id == "A")

    def broken(folded: str):
        elements = [task.model_copy(update={"folded": folded}) if each is task else each for each in ORDER.elements]
        return ORDER.model_copy(update={"elements": tuple(elements), "content_digest": folded})

    found = compared(broken("<a"), broken("<b"))
    assert properties(found, "A") == {"folded": ("<a", "<b")}


def test_models_that_have_nothing_in_common():
    empty = model(f"{HEAD}</definitions>".encode())
    found = compare(empty, ORDER)
    assert found.by_change == {Change.ADDED: len(ORDER.elements) - 1}
    assert found.by_kind["task"] == {Change.ADDED: 2}

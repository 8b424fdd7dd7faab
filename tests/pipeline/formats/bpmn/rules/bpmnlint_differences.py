"""List the intended differences from bpmnlint, each kind with its reason and frequency.

What bpmnlint reads differently throughout: it follows `<incoming>` and `<outgoing>`, which are optional, where we
follow the flows' own `sourceRef` and `targetRef`.
"""

from collections.abc import Callable
from typing import NamedTuple

from pipeline.formats.bpmn.facts.drawing import drawn
from tests.pipeline.formats.bpmn.rules.bpmnlint_observed import Case, lists_its_flows, observed


class Difference(NamedTuple):
    """A kind of disagreement that we mean, and how many elements of the corpus it is about."""

    rule: str
    ours: bool
    """We report it and bpmnlint does not; else the other way round."""
    why: str
    elements: int
    about: Callable[[Case], bool]


INTENDED = [
    Difference(
        "start-event-required",
        ours=False,
        why="The process of a pool that is drawn closed says nothing, and has nothing to start.",
        elements=6,
        about=lambda case: not case.model.nodes(case.element.id),
    ),
    Difference(
        "end-event-required",
        ours=False,
        why="The process of a pool that is drawn closed has nothing to end either.",
        elements=6,
        about=lambda case: not case.model.nodes(case.element.id),
    ),
    *(
        Difference(
            rule,
            ours=True,
            why="bpmn-moddle drops a process whose id was there before; we keep what the document holds.",
            elements=1,
            about=lambda case: case.file.endswith("error/duplicate-ids.bpmn"),
        )
        for rule in ("start-event-required", "end-event-required")
    ),
    Difference(
        "conditional-flows",
        ours=True,
        why="A fork without any condition does not say how it decides; bpmnlint speaks up once there is one condition.",
        elements=72,
        about=lambda case: (
            case.element.kind in {"exclusiveGateway", "inclusiveGateway"}
            and not any(flow.condition for flow in case.ways_out)
        ),
    ),
    Difference(
        "conditional-flows",
        ours=True,
        why="An empty <conditionExpression/> states no condition; bpmnlint takes it for one.",
        elements=6,
        about=lambda case: case.file.endswith(("A.2.1.bpmn", "A.2.1-roundtrip.bpmn")),
    ),
    Difference(
        "conditional-flows",
        ours=True,
        why="The gateway does not list these flows as <outgoing>, so bpmnlint does not know them.",
        elements=4,
        about=lambda case: case.element.kind == "sequenceFlow" and not lists_its_flows(case.source, case.model),
    ),
    Difference(
        "label-required",
        ours=False,
        why="An empty condition is none, and a flow without a condition needs no name.",
        elements=18,
        about=lambda case: case.element.kind == "sequenceFlow" and case.element.condition is None,
    ),
    Difference(
        "label-required",
        ours=False,
        why="A link event whose link has a name is drawn with it.",
        elements=1,
        about=lambda case: any(event.kind == "link" and event.ref for event in case.element.events),
    ),
    Difference(
        "label-required",
        ours=True,
        why="bpmn-moddle drops the whole process, because its id is used twice; we keep what the document holds.",
        elements=1,
        about=lambda case: case.model.by_id[case.element.parent or ""].id.endswith("~2"),
    ),
    Difference(
        "no-duplicate-sequence-flows",
        ours=False,
        why="bpmnlint reports the flow, its source and its target; we report the flow, which has to go.",
        elements=2,
        about=lambda case: case.element.kind != "sequenceFlow",
    ),
    Difference(
        "no-implicit-split",
        ours=True,
        why="The activity does not list its flows as <outgoing>.",
        elements=2,
        about=lambda case: not lists_its_flows(case.element, case.model),
    ),
    Difference(
        "fake-join",
        ours=True,
        why="The node does not list its flows as <incoming>, or is in the process that bpmn-moddle drops.",
        elements=9,
        about=lambda case: not lists_its_flows(case.element, case.model) or "SAP" in case.file,
    ),
    Difference(
        "superfluous-gateway",
        ours=False,
        why="The gateway lists fewer flows than there are: it does join or fork.",
        elements=3,
        about=lambda case: not lists_its_flows(case.element, case.model),
    ),
    Difference(
        "link-event",
        ours=False,
        why="A link that is caught but never thrown is unreachable, and we say so once, by that rule.",
        elements=3,
        about=lambda case: case.element.kind == "intermediateCatchEvent" and case.is_unreachable,
    ),
    Difference(
        "link-event",
        ours=False,
        why="The tool named the events and not their links, which is clear enough.",
        elements=2,
        about=lambda case: case.file.endswith("Modelio_3.5/B.2.0-roundtrip.bpmn"),
    ),
    *(
        Difference(
            rule,
            ours=False,
            why="A flow does come or go, though the node does not list it as <incoming> or <outgoing>.",
            elements=elements,
            about=lambda case: not lists_its_flows(case.element, case.model),
        )
        for rule, elements in (("no-disconnected", 138), ("no-implicit-start", 111), ("no-implicit-end", 100))
    ),
    Difference(
        "no-implicit-start",
        ours=False,
        why="Its process has a start event, so it never begins: it is unreachable, and we say so once, by that rule.",
        elements=39,
        about=lambda case: case.is_unreachable and lists_its_flows(case.element, case.model),
    ),
    Difference(
        "no-implicit-end",
        ours=False,
        why="It throws a link, among other things.",
        elements=1,
        about=lambda case: any(event.kind == "link" for event in case.element.events),
    ),
    Difference(
        "no-implicit-end",
        ours=False,
        why="Compensation is tied to its handler inside a sub-process; bpmnlint looks for that in the process alone.",
        elements=3,
        about=lambda case: (
            case.element.kind == "boundaryEvent"
            and case.element.id in {tie.source for tie in case.model.of_kind("association")}
        ),
    ),
    Difference(
        "no-implicit-end",
        ours=True,
        why="bpmnlint crashes on an association without a source.",
        elements=43,
        about=lambda case: "no-implicit-end" in observed()[case.file].get("rule_crashed", ()),
    ),
    Difference(
        "no-disconnected",
        ours=True,
        why="A call activity can be as disconnected as a task; bpmnlint does not ask.",
        elements=3,
        about=lambda case: case.element.kind == "callActivity",
    ),
    Difference(
        "superfluous-termination",
        ours=True,
        why="The path does end there, though no node lists its flows, so bpmnlint takes each for an end.",
        elements=1,
        about=lambda case: not lists_its_flows(case.element, case.model),
    ),
    Difference(
        "superfluous-label",
        ours=True,
        why="An empty condition is none: the flow is always taken.",
        elements=2,
        about=lambda case: case.file.endswith(("A.2.1.bpmn", "A.2.1-roundtrip.bpmn")),
    ),
    Difference(
        "superfluous-label",
        ours=False,
        why="The decision that the flow leaves does not list it as <outgoing>.",
        elements=2,
        about=lambda case: not lists_its_flows(case.source, case.model),
    ),
    Difference(
        "global",
        ours=True,
        why="Without a name at all it is as nameless as with an empty one; bpmnlint asks only of the latter.",
        elements=6,
        about=lambda case: not case.element.name,
    ),
    Difference(
        "global",
        ours=False,
        why="An operation takes or gives the message; bpmnlint counts events, tasks and message flows only.",
        elements=5,
        about=lambda case: any(
            mention.element == case.element.id
            for operation in case.model.of_kind("operation")
            for mention in operation.references
        ),
    ),
    Difference(
        "no-bpmndi",
        ours=False,
        why="Nothing of the document is drawn at all, so nothing of it is missing from a diagram.",
        elements=185,
        about=lambda case: not drawn(case.model),
    ),
    Difference(
        "no-bpmndi",
        ours=False,
        why="It is inside what is shown collapsed or closed: nothing beside it is drawn.",
        elements=39,
        about=lambda case: (
            bool(drawn(case.model))
            and not any(case.model.by_id[each].parent == case.element.parent for each in drawn(case.model))
        ),
    ),
    Difference(
        "no-overlapping-elements",
        ours=False,
        why="The shape is that of a data object, which is not what is drawn, but the references to it are.",
        elements=1,
        about=lambda case: case.element.kind == "dataObject",
    ),
    *(
        Difference(
            rule,
            ours=True,
            why="It is in the process that bpmn-moddle drops.",
            elements=elements,
            about=lambda case: "SAP" in case.file,
        )
        for rule, elements in (("no-overlapping-elements", 4), ("standard-size", 17))
    ),
]

WITHOUT_ID = {
    ("GatewaysTest.xml", "no-bpmndi"): 5,
    ("GatewaysTest.xml", "no-implicit-start"): 5,  # one instantiates the process, and the others are unreachable
    ("DmnBusinessRuleTaskTest.testDecisionRefVersionBinding.bpmn20.xml", "no-bpmndi"): 2,
    ("lesWhileCatchInterruptingEscalationOnCallActivity.bpmn20.xml", "no-bpmndi"): 3,
    ("BPMN2-MinimalProcessWithGraphical.bpmn2", "no-bpmndi"): 2,
}
"""Findings of bpmnlint alone on elements without an id, by the end of the file's name and the rule."""

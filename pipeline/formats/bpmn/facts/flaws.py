"""Find what the schemas of BPMN do not allow in a document; the parser noted it, with the line it stands on."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from pipeline.formats.bpmn.facts.executable import runs
from pipeline.formats.bpmn.facts.mentions import dangles
from pipeline.formats.bpmn.model import BpmnElement, BpmnModel, Flaw
from pipeline.ir.workflow import ACTIVITIES, WorkflowModel

Found = tuple[BpmnElement | None, str, str, tuple[str, ...], int]
"""Finding as rules yield it: element, message, discriminator, trace, line."""


def flaws_of(model: WorkflowModel, rule: str) -> Iterator[Found]:
    """Yield the flaws that one rule of the group `schema` reports: all of its kind, unless another rule reports more.

    A model that was not read from a document has none.
    """
    if not isinstance(model, BpmnModel):
        return
    for flaw in model.flaws:
        if flaw.rule == rule:
            element = model.by_id.get(flaw.element) if flaw.element is not None else None
            told = element if isinstance(element, BpmnElement) else None
            if told is None or not _is_said_better(model, told, flaw):
                yield told, flaw.message, flaw.about, (), flaw.line


def _is_said_better(model: BpmnModel, element: BpmnElement, flaw: Flaw) -> bool:
    better = _BETTER.get((flaw.rule, flaw.kind, flaw.part))
    if better is not None:
        return better(model, element)
    return flaw.rule == "invalid-value" and _dangles(element, flaw.kind if flaw.part == "text" else flaw.part[1:])


def _dangles(element: BpmnElement, role: str) -> bool:
    """Return true if the value is a reference that dangling-reference reports."""
    return any(mention.role == role and dangles(mention) for mention in element.references)


def _always(_model: BpmnModel, _element: BpmnElement) -> bool:
    return True


def _leads_nowhere(model: BpmnModel, event: BpmnElement) -> bool:
    """Return true if it throws a link that has neither a name nor a reference to where it arrives."""
    at = model.by_id.get(event.parent or "") if event.kind == "linkEventDefinition" else event
    return (
        at is not None and at.kind == "intermediateThrowEvent" and "" in at.link_names and not model.linked.get(at.id)
    )


_BETTER: Final[Mapping[tuple[str, str, str], Callable[[BpmnModel, BpmnElement], bool]]] = {
    ("missing-part", "boundaryEvent", "@attachedToRef"): _always,  # boundary-event-attachment
    ("missing-part", "conditionalEventDefinition", "condition"): runs,  # conditional-event-condition
    ("missing-part", "linkEventDefinition", "@name"): _leads_nowhere,  # link-event
    ("missing-part", "sequenceFlow", "@sourceRef"): _always,  # dangling-flow
    ("missing-part", "sequenceFlow", "@targetRef"): _always,
    ("invalid-value", "sequenceFlow", "@sourceRef"): lambda _, flow: flow.source is None,
    ("invalid-value", "sequenceFlow", "@targetRef"): lambda _, flow: flow.target is None,
    ("invalid-value", "participantMultiplicity", "@maximum"): _always,  # participant-multiplicity
    ("invalid-value", "participantMultiplicity", "@minimum"): _always,
    **{
        ("invalid-value", kind, f"@{name}"): _always  # activity-quantity
        for kind in sorted(ACTIVITIES)
        for name in ("startQuantity", "completionQuantity")
    },
}
"""The flaws that another rule says better: by rule, element and part, a test whether it applies to a model."""

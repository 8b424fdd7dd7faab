"""Tell what Camunda 7 runs, since which release, and read its extensions."""

from collections.abc import Mapping, Sequence
from typing import Final

from pipeline.formats.bpmn.engines.saying import Said, attribute, first, said, with_parts
from pipeline.ir.ruleset import Release
from pipeline.ir.workflow import FlowElement, WorkflowModel

ENGINE: Final = "camunda-7"
CAMUNDA: Final = "http://camunda.org/schema/1.0/bpmn"
RELEASES: Final[Sequence[Release]] = tuple((7, minor) for minor in range(25))
"""All of them: 7.24 is the last."""

UNKNOWN: Final = frozenset({"adHocSubProcess", "complexGateway"})
"""Kinds that no release runs."""

_START: Final = (7, 0)
_CONDITIONAL: Final = (7, 6)
_EVENTS: Final[Mapping[str, str]] = {
    "startEvent": "none message timer signal conditional",
    "eventSubProcess": "message timer signal error escalation compensate conditional",
    "intermediateCatchEvent": "message timer signal link conditional",
    "intermediateThrowEvent": "none message signal escalation link compensate",
    "boundaryEvent": "message timer signal error escalation compensate cancel conditional",
    "endEvent": "none message signal error escalation compensate cancel terminate",
}

EVENTS: Final[Mapping[str, Release]] = {
    f"{place}/{kind}": _CONDITIONAL if kind == "conditional" else _START
    for place, kinds in _EVENTS.items()
    for kind in kinds.split()
}
"""Events by position and definition; a start event of an event sub-process is `eventSubProcess`."""

JUDGED: Final = (*sorted(UNKNOWN), *_EVENTS)
"""Kinds of elements that the tables are about."""

_CARRIERS: Final = ("class", "delegateExpression", "expression", "decisionRef", "topic", "type")


def stated(element: FlowElement, name: str) -> str:
    """Return an attribute in Camunda 7's namespace."""
    return attribute(element, CAMUNDA, name)


def of_message(model: WorkflowModel, element: FlowElement, name: str) -> str:
    """Return such an attribute of an element or of its message definition, with or without an id."""
    places = (name, f"messageEventDefinition/{name}")
    found = (attribute(part, CAMUNDA, place) for part in with_parts(model, element) for place in places)
    return next((text for text in found if text), "")


def camunda(element: FlowElement, *kinds: str) -> tuple[Said, ...]:
    """Return the extensions of an element in the namespace of Camunda 7."""
    return said(element, CAMUNDA, *kinds)


def carried(model: WorkflowModel, element: FlowElement) -> bool:
    """Return true if an implementation is named."""
    connected = first(model, element, CAMUNDA, "connector") is not None
    return connected or any(of_message(model, element, name) for name in _CARRIERS)

"""Tell what Camunda 8 runs, since which release: its manual's BPMN coverage, as tables."""

import threading
import weakref
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, cast

from pipeline.formats.bpmn.engines.saying import Said, everywhere, owner, said
from pipeline.formats.bpmn.facts.executable import executed, executes
from pipeline.ir.ruleset import Release
from pipeline.ir.workflow import FlowElement, WorkflowModel

ENGINE: Final = "camunda-8"
ZEEBE: Final = "http://camunda.org/schema/zeebe/1.0"
RELEASES: Final[Sequence[Release]] = (*((1, minor) for minor in range(4)), *((8, minor) for minor in range(11)))
"""Releases that the tables below cover; 1.0 to 1.3 were Camunda Cloud."""

ELEMENTS: Final[Mapping[str, Release]] = {
    "adHocSubProcess": (8, 7),
    "businessRuleTask": (1, 1),
    "callActivity": (1, 0),
    "dataObject": (8, 0),
    "dataObjectReference": (8, 0),
    "dataStoreReference": (8, 0),
    "eventBasedGateway": (1, 0),
    "exclusiveGateway": (1, 0),
    "inclusiveGateway": (8, 1),
    "manualTask": (1, 1),
    "parallelGateway": (1, 0),
    "receiveTask": (1, 0),
    "scriptTask": (1, 1),
    "sendTask": (1, 1),
    "serviceTask": (1, 0),
    "subProcess": (1, 0),
    "task": (8, 2),
    "userTask": (1, 0),
}
"""Tasks, gateways, sub-processes and data. What is missing cannot be run by any release."""

EVENTS: Final[Mapping[str, Release]] = {
    "startEvent/none": (1, 0),
    "startEvent/message": (1, 0),
    "startEvent/timer": (1, 0),
    "startEvent/signal": (8, 2),
    "startEvent/conditional": (8, 9),
    "eventSubProcess/message": (1, 0),
    "eventSubProcess/timer": (1, 0),
    "eventSubProcess/error": (1, 0),
    "eventSubProcess/escalation": (8, 2),
    "eventSubProcess/signal": (8, 3),
    "eventSubProcess/conditional": (8, 9),
    "intermediateCatchEvent/message": (1, 0),
    "intermediateCatchEvent/timer": (1, 0),
    "intermediateCatchEvent/link": (8, 2),
    "intermediateCatchEvent/signal": (8, 3),
    "intermediateCatchEvent/conditional": (8, 9),
    "intermediateThrowEvent/none": (1, 1),
    "intermediateThrowEvent/message": (1, 2),
    "intermediateThrowEvent/escalation": (8, 2),
    "intermediateThrowEvent/link": (8, 2),
    "intermediateThrowEvent/signal": (8, 3),
    "intermediateThrowEvent/compensate": (8, 5),
    "boundaryEvent/message": (1, 0),
    "boundaryEvent/timer": (1, 0),
    "boundaryEvent/error": (1, 0),
    "boundaryEvent/escalation": (8, 2),
    "boundaryEvent/signal": (8, 3),
    "boundaryEvent/compensate": (8, 5),
    "boundaryEvent/conditional": (8, 9),
    "endEvent/none": (1, 0),
    "endEvent/error": (1, 0),
    "endEvent/message": (1, 2),
    "endEvent/terminate": (8, 1),
    "endEvent/escalation": (8, 2),
    "endEvent/signal": (8, 3),
    "endEvent/compensate": (8, 5),
}
"""Events by position and definition; a start event of an event sub-process is `eventSubProcess`."""

JUDGED: Final = (*ELEMENTS, "complexGateway", "transaction", *sorted({key.partition("/")[0] for key in EVENTS}))
"""Kinds of elements that have, or would need, a line in the tables."""

IMPLEMENTATIONS: Final[Mapping[str, Mapping[str, Release]]] = {
    "adHocSubProcess": {"taskDefinition": (8, 8)},
    "businessRuleTask": {"calledDecision": (1, 3), "taskDefinition": (1, 1)},
    "endEvent/message": {"taskDefinition": (1, 2)},
    "intermediateThrowEvent/message": {"taskDefinition": (1, 2)},
    "scriptTask": {"script": (8, 2), "taskDefinition": (1, 1)},
    "sendTask": {"taskDefinition": (1, 1)},
    "serviceTask": {"taskDefinition": (1, 0)},
}
"""Implementations of each kind, with their first releases."""

EXTENSIONS: Final[Mapping[str, Release]] = {
    "properties": (8, 1),
    "taskSchedule": (8, 2),
    "calledElement/propagateAllParentVariables": (8, 2),
    "assignmentDefinition/candidateUsers": (8, 2),
    "userTask": (8, 5),
    "executionListeners": (8, 6),
    "priorityDefinition": (8, 6),
    "versionTag": (8, 6),
    "calledDecision/bindingType": (8, 6),
    "calledElement/bindingType": (8, 6),
    "formDefinition/bindingType": (8, 6),
    "taskListeners": (8, 8),
    "calledElement/businessId": (8, 10),
    "executionListener/headers": (8, 10),
    "executionListener/eventType=beforeAll": (8, 10),
    "executionListener/eventType=cancel": (8, 10),
    "jobPriorityDefinition": (8, 10),
}
"""Words of the engine that older releases do not know: an element, an attribute or part of one, a value of one."""

FUNCTIONS: Final[Mapping[str, Release]] = {
    "extract": (1, 3),
    "string join": (1, 3),
    "context put": (8, 2),
    "get value": (8, 2),
    "last day of month": (8, 2),
    "random number": (8, 2),
    "assert": (8, 3),
    "duplicate values": (8, 3),
    "get or else": (8, 3),
    "is empty": (8, 6),
    "to base64": (8, 6),
    "trim": (8, 6),
    "uuid": (8, 6),
    "is blank": (8, 7),
    "partition": (8, 7),
    "from json": (8, 9),
    "to json": (8, 9),
}
"""Functions of FEEL that came later than Camunda 8 itself, by FEEL-Scala's changelog."""

_SHARED: Final = frozenset({"error", "escalation", "message", "signal"})
"""Kinds of elements beside the processes, which refer to them."""

_last = threading.local()


def zeebe(element: FlowElement, *kinds: str) -> tuple[Said, ...]:
    """Return the statements about an element in Camunda 8's namespace."""
    return said(element, ZEEBE, *kinds)


def told(model: WorkflowModel) -> Sequence[tuple[FlowElement, Said]]:
    """Return all extensions for Camunda 8 on elements that it runs, and on those that they refer to, at any depth.

    Many rules need them, so they are read once for each model.
    """
    if getattr(_last, "model", lambda: None)() is not model:
        _last.told = tuple(_told(model))
        _last.model = weakref.ref(model)
    return cast("Sequence[tuple[FlowElement, Said]]", _last.told)


def _told(model: WorkflowModel) -> Iterator[tuple[FlowElement, Said]]:
    kinds = sorted({element.kind for element in model.elements if ZEEBE in element.extensions})
    shared = model.of_kind(*(kind for kind in kinds if kind in _SHARED)) if executes(model) else ()
    for element in (*executed(model, *(kind for kind in kinds if kind not in _SHARED)), *shared):
        said_of = owner(model, element)
        yield from ((said_of, part) for whole in zeebe(element) for part in everywhere(whole))

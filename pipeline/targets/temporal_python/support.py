"""What temporal-python can run, and what it cannot: the table that people read is the one that decides."""

from collections.abc import Iterator
from typing import Final

from pipeline.ir.ids import local_name
from pipeline.ir.target import Unsupported
from pipeline.ir.tokens import scopes
from pipeline.ir.tokens.ways import awaited
from pipeline.ir.workflow import FLOW_NODES, TASKS, FlowElement, WorkflowModel
from pipeline.targets.common.safe_condition import condition

_DOCUMENTATION: Final = "kept as documentation: listed in the README, does not run"
_DOCUMENTED: Final = """
    definitions import extension collaboration participant participantMultiplicity messageFlow conversation laneSet
    lane dataObject dataObjectReference dataStore dataStoreReference dataInput dataOutput property ioSpecification
    inputSet outputSet dataInputAssociation dataOutputAssociation textAnnotation association group category
    categoryValue message signal error escalation itemDefinition interface operation resource potentialOwner
    humanPerformer performer correlationProperty documentation globalTask globalUserTask globalManualTask
    globalScriptTask globalBusinessRuleTask
"""
_STARTED: Final = "whoever starts the workflow; its data is the workflow's input"

SUPPORTED: Final[dict[str, str]] = {
    "process": "a workflow class; its type is the process id",
    "task": "an activity",
    "serviceTask": "an activity",
    "sendTask": "an activity that sends",
    "businessRuleTask": "an activity that decides",
    "scriptTask": "an activity that holds the script as text; nothing runs it",
    "userTask": "an update that finishes it (or an activity: option user_tasks)",
    "manualTask": "an update that finishes it (or an activity: option user_tasks)",
    "receiveTask": "waits for a Temporal signal named after the message",
    "callActivity": "a child workflow: of this project, or by its type on the task queue of that name",
    "subProcess": "a scope of its own inside the workflow",
    "multiInstance/parallel": "repeated at the same time; an activity says over what, where the model does not",
    "multiInstance/sequential": "repeated one after the other",
    "multiInstance/completionCondition": "asked after each repetition",
    "standardLoop": "repeated while its condition holds; without one an activity decides",
    "exclusiveGateway": "if; without conditions that can be run an activity decides",
    "inclusiveGateway": "if, several ways; its join waits for what can still come",
    "parallelGateway": "all ways at once; its join waits for all",
    "eventBasedGateway": "waits for the first of its events",
    "startEvent/none": _STARTED,
    "startEvent/message": _STARTED,
    "startEvent/signal": _STARTED,
    "startEvent/timer": "a Temporal schedule, which whoever deploys it creates",
    "endEvent/none": "ends the token",
    "endEvent/message": "an activity that sends",
    "endEvent/signal": "heard in this workflow, and an activity that tells others",
    "endEvent/error": "fails with its code",
    "endEvent/terminate": "ends the scope with all its tokens",
    "intermediateThrowEvent/none": "passes",
    "intermediateThrowEvent/message": "an activity that sends",
    "intermediateThrowEvent/signal": "heard in this workflow, and an activity that tells others",
    "intermediateThrowEvent/link": "goes on at the link of that name",
    "intermediateCatchEvent/message": "waits for a Temporal signal named after the message",
    "intermediateCatchEvent/signal": "waits for a Temporal signal of that name",
    "intermediateCatchEvent/timer": "a durable timer; an activity says how long, where the model does not",
    "intermediateCatchEvent/link": "where links of that name go on",
    "boundaryEvent/message": "interrupting or not",
    "boundaryEvent/signal": "interrupting or not",
    "boundaryEvent/timer": "interrupting or not, repeated where it is a cycle",
    "boundaryEvent/error": "catches the error of that code; without one, any failure",
    "eventSubProcess/message": "interrupting or not",
    "eventSubProcess/signal": "interrupting or not",
    "eventSubProcess/timer": "interrupting or not",
    "eventSubProcess/error": "catches what no boundary event inside has caught",
    "sequenceFlow": "the way of a token; conditions as of its gateway",
    **dict.fromkeys(_DOCUMENTED.split(), _DOCUMENTATION),
}

DOCUMENTED: Final = frozenset(_DOCUMENTED.split()) - {"definitions", "documentation"}

_NEEDED_FOR: Final = {
    "intermediateThrowEvent/link/target": "no link of that name catches it",
    "eventBasedGateway/target": "an event-based gateway is followed by catching events and receive tasks",
    "eventSubProcess/starts": "an event sub-process has one start event",
    "multiInstance/completionCondition/expression": "a completion condition compares variables and constants",
    "callActivity/unbound": "a call activity names the process it calls",
}


def unsupported(model: WorkflowModel) -> Iterator[Unsupported]:
    """Yield each element that runs and for which the table has no line; the model, where nothing runs at all."""
    if not scopes.processes(model):
        yield Unsupported(None, "There is nothing to run: no process has a task, an event or a gateway.")
    for process in scopes.processes(model):
        for element in scopes.inside(model, process.id):
            missing = [key for key in _keys(element, model) if key not in SUPPORTED] if _runs(element, model) else []
            if missing:
                yield Unsupported(element, "; ".join(_NEEDED_FOR.get(key, f"no support for {key}") for key in missing))


def _runs(element: FlowElement, model: WorkflowModel) -> bool:
    return element.kind in FLOW_NODES or element.id in model.incoming or element.id in model.outgoing


def _keys(element: FlowElement, model: WorkflowModel) -> Iterator[str]:
    """The lines of the table that an element needs, all of them."""
    if element.kind.endswith("Event"):
        yield _event(element, model)
    elif element.kind == "subProcess" and element.event_sub_process:
        yield from _event_sub_process(element, model)
    elif element.kind == "callActivity":
        yield _call(element, model)
    elif element.kind == "eventBasedGateway":
        yield from _event_gateway(element, model)
    else:
        yield element.kind
    if element.kind in TASKS and element.says("instantiate"):
        yield f"{element.kind}/instantiating"
    if scopes.is_compensation_handler(element):
        yield f"{element.kind}/compensation"
    yield from _loop(element)


def _event(element: FlowElement, model: WorkflowModel) -> str:
    kinds = [event.kind for event in element.events]
    kind = kinds[0] if len(kinds) == 1 else "multiple" if kinds else "none"
    parent = model.by_id.get(element.parent or "")
    if element.kind == "startEvent" and parent is not None and parent.event_sub_process:
        return f"eventSubProcess/{kind}"
    if kind == "link" and model.linked.get(element.id) == ():
        return "intermediateThrowEvent/link/target"
    return f"{element.kind}/{kind}"


def _event_sub_process(element: FlowElement, model: WorkflowModel) -> Iterator[str]:
    parent = model.by_id.get(element.parent or "")
    if parent is not None and parent.event_sub_process:
        yield "eventSubProcess/nested"
    if len(scopes.start_events(model, element)) != 1:
        yield "eventSubProcess/starts"


def _call(element: FlowElement, model: WorkflowModel) -> str:
    called = (element.called or "").strip()
    if not called:
        return "callActivity/unbound"
    if "{" in local_name(called) or called.startswith("="):
        return "callActivity/expression"
    meant = model.by_source_id.get(called)
    return "callActivity" if meant is None or meant.kind == "process" else f"callActivity/{meant.kind}"


def _event_gateway(element: FlowElement, model: WorkflowModel) -> Iterator[str]:
    yield element.kind
    if element.says("instantiate"):
        yield "eventBasedGateway/instantiating"
    if element.attributes.get("eventGatewayType") == "Parallel":
        yield "eventBasedGateway/parallel"
    if any(node.kind not in {"intermediateCatchEvent", "receiveTask"} for _, node in awaited(model, element)):
        yield "eventBasedGateway/target"


def _loop(element: FlowElement) -> Iterator[str]:
    if element.loop is None:
        return
    if element.loop.kind == "standard":
        yield "standardLoop"
        return
    yield f"multiInstance/{element.loop.kind}"
    if element.loop.condition is not None:
        safe = condition(element.loop.condition) is not None
        yield "multiInstance/completionCondition" + ("" if safe else "/expression")

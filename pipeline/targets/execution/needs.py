"""Tell what a model asks of whoever runs it by a plan, by name: `boundaryEvent/timer`, `callActivity/expression`."""

from collections.abc import Collection, Iterator
from typing import Final

from pipeline.ir.ids import local_name
from pipeline.ir.target import Unsupported
from pipeline.ir.tokens import scopes
from pipeline.ir.tokens.ways import awaited
from pipeline.ir.workflow import FLOW_NODES, SUBPROCESSES, TASKS, FlowElement, WorkflowModel
from pipeline.targets.common.safe_condition import condition
from pipeline.targets.execution import compensation
from pipeline.targets.execution.calls import called_by

_WHY: Final = {
    "intermediateThrowEvent/link/target": "no link of that name catches it",
    "eventBasedGateway/target": "an event-based gateway is followed by catching events and receive tasks",
    "eventSubProcess/starts": "an event sub-process has a start event",
    "multiInstance/completionCondition/expression": "a completion condition compares variables and constants",
    "callActivity/unbound": "a call activity names the process it calls",
    "boundaryEvent/compensate/handler": "an association leads from a compensation event to the activity for it",
    "boundaryEvent/escalation/called": "an escalation does not leave the workflow of a called process",
    "endEvent/cancel/transaction": "only a transaction can be cancelled",
    "adHocSubProcess/completionCondition": "a completion condition compares variables and constants",
    "adHocSubProcess/empty": "an ad-hoc sub-process has an activity that no flow leads to",
    "conditional/expression": "the condition of an event compares variables and constants",
    "eventSubProcess/compensate/process": "nothing compensates a process as a whole, only its sub-processes",
}


def lacking(model: WorkflowModel, supported: Collection[str]) -> Iterator[Unsupported]:
    """Yield each element that runs and needs something that is not supported; the model, where nothing runs at all."""
    if not scopes.processes(model):
        yield Unsupported(None, "There is nothing to run: no process has a task, an event or a gateway.")
    for process in scopes.processes(model):
        for element in scopes.inside(model, process.id):
            missing = [need for need in needs(element, model) if need not in supported] if _runs(element, model) else []
            if missing:
                yield Unsupported(element, "; ".join(_WHY.get(need, f"no support for {need}") for need in missing))


def needs(element: FlowElement, model: WorkflowModel) -> Iterator[str]:
    """Yield all that an element needs."""
    if element.kind.endswith("Event"):
        yield _event(element, model)
        yield from _of_event(element, model)
    elif element.kind == "subProcess" and element.event_sub_process:
        yield from _event_sub_process(element, model)
    elif element.kind == "callActivity":
        yield _call(element, model)
    elif element.kind == "eventBasedGateway":
        yield from _event_gateway(element, model)
    else:
        yield element.kind
    if element.kind == "adHocSubProcess" and element.condition is not None and condition(element.condition) is None:
        yield "adHocSubProcess/completionCondition"
    if element.kind == "adHocSubProcess" and not scopes.entries(model, element):
        yield "adHocSubProcess/empty"
    if element.kind in TASKS and element.says("instantiate"):
        yield f"{element.kind}/instantiating"
    if scopes.is_compensation_handler(element):
        yield f"{element.kind}/compensation"
    yield from _loop(element)


def _runs(element: FlowElement, model: WorkflowModel) -> bool:
    return element.kind in FLOW_NODES or element.id in model.incoming or element.id in model.outgoing


def _event(element: FlowElement, model: WorkflowModel) -> str:
    kinds = [event.kind for event in element.events]
    kind = kinds[0] if len(kinds) == 1 else "multiple" if kinds else "none"
    parent = model.by_id.get(element.parent or "")
    if element.kind == "startEvent" and parent is not None and parent.event_sub_process:
        return f"eventSubProcess/{kind}"
    if kind == "link" and model.linked.get(element.id) == ():
        return "intermediateThrowEvent/link/target"
    return f"{element.kind}/{kind}"


def _of_event(element: FlowElement, model: WorkflowModel) -> Iterator[str]:
    """Yield what is missing around an event, or in its definition."""
    if any(event.kind == "conditional" and condition(event.condition) is None for event in element.events):
        yield "conditional/expression"
    if any(event.kind == "cancel" for event in element.events) and not _in_transaction(element, model):
        yield "endEvent/cancel/transaction"
    host = model.by_id.get(element.attached_to or "")
    if element.kind == "boundaryEvent" and compensation.is_compensation(element):
        if compensation.of_event(model, element) is None:
            yield "boundaryEvent/compensate/handler"
    elif host is not None and host.kind == "callActivity" and any(each.kind == "escalation" for each in element.events):
        yield "boundaryEvent/escalation/called"
    parent = model.by_id.get(element.parent or "")
    if element.kind == "startEvent" and parent is not None and parent.event_sub_process:
        around = model.by_id.get(parent.parent or "")
        if compensation.is_compensation(element) and around is not None and around.kind == "process":
            yield "eventSubProcess/compensate/process"


def _in_transaction(element: FlowElement, model: WorkflowModel) -> bool:
    """Return true where a cancel event ends a transaction around it, or sits at the boundary of one."""
    at = model.by_id.get(element.attached_to or element.parent or "")
    while at is not None and at.kind in SUBPROCESSES:
        if at.kind == "transaction":
            return True
        at = model.by_id.get(at.parent or "") if element.kind == "endEvent" else None
    return False


def _event_sub_process(element: FlowElement, model: WorkflowModel) -> Iterator[str]:
    parent = model.by_id.get(element.parent or "")
    if parent is not None and parent.event_sub_process:
        yield "eventSubProcess/nested"
    if not scopes.start_events(model, element):
        yield "eventSubProcess/starts"


def _call(element: FlowElement, model: WorkflowModel) -> str:
    called = (called_by(model, element) or "").strip()
    if not called:
        return "callActivity/unbound"
    if "{" in local_name(called) or called.startswith("="):
        return "callActivity/expression"
    meant = model.by_source_id.get(called)
    # a step of that id is not what is called, but a process of another document is
    if meant is None or meant.kind == "process" or meant.kind in FLOW_NODES:
        return "callActivity"
    return f"callActivity/{meant.kind}"


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

"""What each kind of element does while a token is there."""

from collections.abc import Callable, Mapping
from typing import Final

from pipeline.ir.ids import local_name
from pipeline.ir.tokens import scopes
from pipeline.ir.tokens.codes import code
from pipeline.ir.tokens.ways import awaited
from pipeline.ir.workflow import FlowElement
from pipeline.targets.common import naming
from pipeline.targets.execution import timers
from pipeline.targets.execution.builder import Plan
from pipeline.targets.execution.handlers import event_sub_processes
from pipeline.targets.execution.work import (
    Broadcast,
    Call,
    Complete,
    Fail,
    Nested,
    Nothing,
    Perform,
    Race,
    Receive,
    Sleep,
    Terminate,
    Told,
    Work,
)

_Maker = Callable[[Plan, FlowElement], Work]


def work(plan: Plan, element: FlowElement) -> Work:
    """The work of a step; most gateways and events do none."""
    if not element.kind.endswith("Event"):
        return _WORK.get(element.kind, _nothing)(plan, element)
    kind = element.events[0].kind if element.events else None
    if element.kind in {"endEvent", "intermediateThrowEvent"}:
        return _THROWN.get(kind, _nothing)(plan, element)
    if element.kind == "startEvent" and not _begins_event_sub_process(plan, element):
        return Nothing()
    return _CAUGHT.get(kind, _nothing)(plan, element)


def _nothing(_: Plan, __: FlowElement) -> Work:
    return Nothing()


def _perform(plan: Plan, element: FlowElement) -> Work:
    script = element.script
    text, language = (script.text, script.language or "") if script else ("", "")
    return Perform(activity=plan.activities.add(element, "task", plan.step(element), text=text, language=language))


def _send(plan: Plan, element: FlowElement) -> Work:
    return Perform(activity=plan.activities.add(element, "send", plan.step(element)))


def _by_hand(plan: Plan, element: FlowElement) -> Work:
    return Complete(update=plan.update(element)) if plan.user_tasks == "update" else _perform(plan, element)


def _receive(plan: Plan, element: FlowElement) -> Work:
    return Receive(name=plan.inbox(element, broadcast=False, expected=_expected(element)))


def _hear(plan: Plan, element: FlowElement) -> Work:
    return Receive(name=plan.inbox(element, broadcast=True, expected=_expected(element)), broadcast=True)


def _sleep(plan: Plan, element: FlowElement) -> Work:
    timer = element.events[0].timer
    known = timers.delay(timer)
    if known is not None:
        return Sleep(delay=known)
    step = plan.step(element)
    text = timer.text if timer else ""
    return Sleep(delay=Told(activity=plan.activities.add(element, "delay", f"delay_{step}", text=text, variable=step)))


def _broadcast(plan: Plan, element: FlowElement) -> Work:
    name = plan.inbox(element, broadcast=True, expected=False)
    return Broadcast(name=name, activity=plan.activities.add(element, "broadcast", plan.step(element)))


def _call(plan: Plan, element: FlowElement) -> Work:
    called = element.called or ""
    return Call(workflow=plan.calls.get(called), type=naming.spoken(local_name(called), "process"))


def _nested(plan: Plan, element: FlowElement) -> Work:
    starts = tuple(plan.step(node) for node in scopes.entries(plan.model, element))
    return Nested(starts=starts, handlers=event_sub_processes(plan, element.id))


def _race(plan: Plan, element: FlowElement) -> Work:
    steps = plan.step_names
    return Race(hops=tuple(plan.hop(flow) for flow, node in awaited(plan.model, element) if node.id in steps))


def _fail(plan: Plan, element: FlowElement) -> Work:
    return Fail(code=code(plan.model, element.events[0]) or "BpmnError")


def _terminate(_: Plan, __: FlowElement) -> Work:
    return Terminate()


def _expected(element: FlowElement) -> bool:
    return element.kind in {"intermediateCatchEvent", "receiveTask"}


def _begins_event_sub_process(plan: Plan, element: FlowElement) -> bool:
    parent = plan.model.by_id.get(element.parent or "")
    return parent is not None and parent.event_sub_process


_WORK: Final[Mapping[str, _Maker]] = {
    "task": _perform,
    "serviceTask": _perform,
    "scriptTask": _perform,
    "businessRuleTask": _perform,
    "sendTask": _send,
    "userTask": _by_hand,
    "manualTask": _by_hand,
    "receiveTask": _receive,
    "callActivity": _call,
    "subProcess": _nested,
    "eventBasedGateway": _race,
}
_THROWN: Final[Mapping[str | None, _Maker]] = {
    "message": _send,
    "signal": _broadcast,
    "error": _fail,
    "terminate": _terminate,
}
_CAUGHT: Final[Mapping[str | None, _Maker]] = {"message": _receive, "signal": _hear, "timer": _sleep}

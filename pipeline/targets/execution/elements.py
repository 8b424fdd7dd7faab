"""Tell what each kind of element does while a token is there."""

from collections.abc import Callable, Mapping
from typing import Final

from pipeline.ir.ids import local_name
from pipeline.ir.tokens import scopes
from pipeline.ir.tokens.codes import code
from pipeline.ir.tokens.ways import awaited
from pipeline.ir.workflow import FlowElement, Timer
from pipeline.targets.common import naming
from pipeline.targets.common.safe_condition import condition
from pipeline.targets.execution import compensation, mappings, timers
from pipeline.targets.execution.ad_hoc import chosen
from pipeline.targets.execution.builder import ProcessBuilder
from pipeline.targets.execution.calls import called_by
from pipeline.targets.execution.handlers import event_sub_processes
from pipeline.targets.execution.watching import CANCEL
from pipeline.targets.execution.work import (
    Broadcast,
    Call,
    Compensate,
    Complete,
    Escalate,
    Fail,
    Holds,
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

_Maker = Callable[[ProcessBuilder, FlowElement], Work]


def work(builder: ProcessBuilder, element: FlowElement) -> Work:
    """Return the work of a step; most gateways and events do none."""
    if not element.kind.endswith("Event"):
        return _WORK.get(element.kind, _nothing)(builder, element)
    kind = element.events[0].kind if element.events else None
    if element.kind in {"endEvent", "intermediateThrowEvent"}:
        return _THROWN.get(kind, _nothing)(builder, element)
    if element.kind == "startEvent" and not _begins_event_sub_process(builder, element):
        return Nothing()
    return _CAUGHT.get(kind, _nothing)(builder, element)


def _nothing(_: ProcessBuilder, __: FlowElement) -> Work:
    return Nothing()


def _perform(builder: ProcessBuilder, element: FlowElement) -> Work:
    script = element.script
    text, language = (script.text, script.language or "") if script else ("", "")
    result = mappings.result_variable(builder.model, element)
    return _tried(builder, element, "task", text=text, language=language, result=result)


def _send(builder: ProcessBuilder, element: FlowElement) -> Work:
    return _tried(builder, element, "send")


def _tried(builder: ProcessBuilder, element: FlowElement, role: str, **more: str) -> Perform:
    action = builder.actions.add(element, role, builder.step(element), **more)
    attempts, interval = mappings.attempts(builder.model, element)
    between = timers.delay(Timer(kind="duration", text=interval)) if interval else None
    return Perform(action=action, attempts=attempts, interval=between, result=more.get("result", ""))


def _by_hand(builder: ProcessBuilder, element: FlowElement) -> Work:
    return Complete(task=builder.task(element)) if builder.people else _perform(builder, element)


def _receive(builder: ProcessBuilder, element: FlowElement) -> Work:
    expected = _expected(element)
    return Receive(name=builder.inbox(element, broadcast=False, expected=expected), kept=expected)


def _hear(builder: ProcessBuilder, element: FlowElement) -> Work:
    return Receive(name=builder.inbox(element, broadcast=True, expected=_expected(element)), broadcast=True)


def _sleep(builder: ProcessBuilder, element: FlowElement) -> Work:
    timer = element.events[0].timer
    known = timers.delay(timer)
    if known is not None:
        return Sleep(delay=known)
    step = builder.step(element)
    text = timer.text if timer else ""
    return Sleep(delay=Told(action=builder.actions.add(element, "delay", f"delay_{step}", text=text, variable=step)))


def _broadcast(builder: ProcessBuilder, element: FlowElement) -> Work:
    name = builder.inbox(element, broadcast=True, expected=False)
    return Broadcast(name=name, action=builder.actions.add(element, "broadcast", builder.step(element)))


def _call(builder: ProcessBuilder, element: FlowElement) -> Work:
    called = (called_by(builder.model, element) or "").strip()
    return Call(process=builder.calls.get(called), called=naming.spoken(local_name(called), "process"))


def _nested(builder: ProcessBuilder, element: FlowElement) -> Work:
    starts = tuple(builder.step(node) for node in scopes.entries(builder.model, element))
    begins = compensation.begins(builder.model, element)
    return Nested(
        starts=starts,
        chosen=chosen(builder, element) if element.kind == "adHocSubProcess" else None,
        handlers=event_sub_processes(builder, element.id),
        named=compensation.is_undone_within(builder.model, element),
        undo=builder.step(begins) if begins else None,
        transaction=element.kind == "transaction",
    )


def _race(builder: ProcessBuilder, element: FlowElement) -> Work:
    steps = builder.step_names
    return Race(hops=tuple(builder.hop(flow) for flow, node in awaited(builder.model, element) if node.id in steps))


def _fail(builder: ProcessBuilder, element: FlowElement) -> Work:
    return Fail(code=code(builder.model, element.events[0]) or "BpmnError")


def _cancel(_: ProcessBuilder, __: FlowElement) -> Work:
    return Fail(code=CANCEL)


def _escalate(builder: ProcessBuilder, element: FlowElement) -> Work:
    return Escalate(code=code(builder.model, element.events[0]))


def _compensate(builder: ProcessBuilder, element: FlowElement) -> Work:
    meant = builder.model.by_source_id.get(element.events[0].ref or "")
    return Compensate(step=builder.step(meant) if meant is not None and meant.id in builder.step_names else None)


def _hold(builder: ProcessBuilder, element: FlowElement) -> Work:
    found = condition(element.events[0].condition)
    if found is None:
        raise ValueError(f"{element.id}: the condition cannot be read")  # `needs.lacking` says so before
    beside = not element.interrupting and element.kind in {"boundaryEvent", "startEvent"}
    return Holds(condition=found, again=beside)


def _terminate(_: ProcessBuilder, __: FlowElement) -> Work:
    return Terminate()


def _expected(element: FlowElement) -> bool:
    return element.kind in {"intermediateCatchEvent", "receiveTask"}


def _begins_event_sub_process(builder: ProcessBuilder, element: FlowElement) -> bool:
    parent = builder.model.by_id.get(element.parent or "")
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
    "adHocSubProcess": _nested,
    "subProcess": _nested,
    "transaction": _nested,
    "eventBasedGateway": _race,
}
_THROWN: Final[Mapping[str | None, _Maker]] = {
    "message": _send,
    "signal": _broadcast,
    "cancel": _cancel,
    "compensate": _compensate,
    "error": _fail,
    "escalation": _escalate,
    "terminate": _terminate,
}
_CAUGHT: Final[Mapping[str | None, _Maker]] = {
    "conditional": _hold,
    "message": _receive,
    "signal": _hear,
    "timer": _sleep,
}

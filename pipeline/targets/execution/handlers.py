"""List the events that watch an activity from its boundary, or a scope from an event sub-process inside it."""

from collections.abc import Iterable

from pipeline.ir.tokens import scopes
from pipeline.ir.tokens.codes import code
from pipeline.ir.workflow import FlowElement
from pipeline.targets.execution import compensation, timers
from pipeline.targets.execution.builder import ProcessBuilder
from pipeline.targets.execution.watching import CANCEL, Catch, Escalated, Handlers, Watch, Way


def boundary_events(builder: ProcessBuilder, activity: FlowElement) -> Handlers:
    """Return the boundary events of an activity."""
    return _handlers(builder, ((event, event) for event in builder.model.boundary.get(activity.id, ())))


def event_sub_processes(builder: ProcessBuilder, container: str) -> Handlers:
    """Return the events that start the event sub-processes of a scope."""
    beside = scopes.event_sub_processes(builder.model, container)
    return _handlers(builder, ((node, start) for node, starts in beside for start in starts))


def _handlers(builder: ProcessBuilder, watching: Iterable[tuple[FlowElement, FlowElement]]) -> Handlers:
    until: list[Way] = []
    beside: list[Watch] = []
    errors: list[Catch] = []
    escalations: list[Escalated] = []
    for shown, event in watching:
        if compensation.is_compensation(event):
            continue  # it waits for nothing: what is thrown finds what has ended
        step, kind = builder.step(event), event.events[0].kind if event.events else None
        if kind == "cancel":
            errors.append(Catch(step=step, element=shown.id, code=CANCEL))
        elif kind == "escalation":
            caught = code(builder.model, event.events[0])
            escalations.append(Escalated(step=step, element=shown.id, code=caught, interrupting=event.interrupting))
        elif kind == "error":
            errors.append(Catch(step=step, element=shown.id, code=code(builder.model, event.events[0])))
        elif event.interrupting:
            until.append(Way(step=step, element=shown.id))
        else:
            often = timers.times(event.events[0].timer) if kind == "timer" else None
            beside.append(Watch(step=step, element=shown.id, times=often))
    # an error that says no code catches what the others have not
    errors.sort(key=lambda caught: not caught.code)
    return Handlers(until=tuple(until), beside=tuple(beside), errors=tuple(errors), escalations=tuple(escalations))

"""Events that watch an activity from its boundary, or a scope from an event sub-process inside it."""

from collections.abc import Iterable

from pipeline.ir.tokens import scopes
from pipeline.ir.tokens.codes import code
from pipeline.ir.workflow import FlowElement
from pipeline.targets.execution import timers
from pipeline.targets.execution.builder import Plan
from pipeline.targets.execution.work import Catch, Handlers, Watch, Way


def boundary_events(plan: Plan, activity: FlowElement) -> Handlers:
    """What watches an activity."""
    return _handlers(plan, ((event, event) for event in plan.model.boundary.get(activity.id, ())))


def event_sub_processes(plan: Plan, container: str) -> Handlers:
    """What watches a scope."""
    beside = scopes.event_sub_processes(plan.model, container)
    return _handlers(plan, ((node, start) for node, starts in beside for start in starts))


def _handlers(plan: Plan, watching: Iterable[tuple[FlowElement, FlowElement]]) -> Handlers:
    until: list[Way] = []
    beside: list[Watch] = []
    errors: list[Catch] = []
    for shown, event in watching:
        step, kind = plan.step(event), event.events[0].kind if event.events else None
        if kind == "error":
            errors.append(Catch(step=step, element=shown.id, code=code(plan.model, event.events[0])))
        elif event.interrupting:
            until.append(Way(step=step, element=shown.id))
        else:
            often = timers.times(event.events[0].timer) if kind == "timer" else None
            beside.append(Watch(step=step, element=shown.id, times=often))
    # an error that says no code catches what the others have not
    errors.sort(key=lambda caught: not caught.code)
    return Handlers(until=tuple(until), beside=tuple(beside), errors=tuple(errors))

"""Events that watch an activity from its boundary, or a scope from an event sub-process inside it."""

from collections.abc import Iterable

from pipeline.ir.ids import local_name
from pipeline.ir.tokens import scopes
from pipeline.ir.workflow import Element, WorkflowModel
from pipeline.targets.temporal_python import timers
from pipeline.targets.temporal_python.plan import Plan
from pipeline.targets.temporal_python.project_work import Catch, Handlers, Watch, Way


def boundary_events(plan: Plan, activity: Element) -> Handlers:
    """What watches an activity."""
    return _handlers(plan, ((event, event) for event in plan.model.boundary.get(activity.id, ())))


def event_sub_processes(plan: Plan, container: str) -> Handlers:
    """What watches a scope."""
    return _handlers(plan, scopes.event_sub_processes(plan.model, container))


def error_code(model: WorkflowModel, event: Element) -> str:
    """The code of the error that an event throws or catches; empty where it says none."""
    ref = event.events[0].ref if event.events else None
    error = model.by_source_id.get(ref or "")
    if error is None:
        return local_name(ref or "")
    return error.attributes.get("errorCode") or error.name or ref or ""


def _handlers(plan: Plan, watching: Iterable[tuple[Element, Element]]) -> Handlers:
    until: list[Way] = []
    beside: list[Watch] = []
    errors: list[Catch] = []
    for shown, event in watching:
        step, kind = plan.step(event), event.events[0].kind if event.events else None
        if kind == "error":
            errors.append(Catch(step=step, element=shown.id, code=error_code(plan.model, event)))
        elif event.interrupting:
            until.append(Way(step=step, element=shown.id))
        else:
            often = timers.times(event.events[0].timer) if kind == "timer" else None
            beside.append(Watch(step=step, element=shown.id, times=often))
    # an error that says no code catches what the others have not
    errors.sort(key=lambda caught: not caught.code)
    return Handlers(until=tuple(until), beside=tuple(beside), errors=tuple(errors))

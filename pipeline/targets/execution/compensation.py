"""Tell what compensates an activity that has ended (BPMN 2.0.2, 10.7)."""

from pipeline.ir.tokens import scopes
from pipeline.ir.workflow import FlowElement, WorkflowModel


def of_activity(model: WorkflowModel, activity: FlowElement) -> tuple[FlowElement, FlowElement] | None:
    """Return the compensation event at the boundary of an activity, and the activity that it leads to."""
    events = (event for event in model.boundary.get(activity.id, ()) if is_compensation(event))
    return next(((event, found) for event in events if (found := of_event(model, event))), None)


def of_event(model: WorkflowModel, event: FlowElement) -> FlowElement | None:
    """Return the activity that a compensation event at a boundary is associated with."""
    for association in model.of_kind("association"):
        ends = (association.source, association.target)
        if event.id in ends:
            other = model.by_id.get((ends[1] if ends[0] == event.id else ends[0]) or "")
            if other is not None and scopes.is_compensation_handler(other):
                return other
    return None


def begins(model: WorkflowModel, container: FlowElement) -> FlowElement | None:
    """Return the start event of the event sub-process that compensates a sub-process; None where there is none."""
    inside = scopes.event_sub_processes(model, container.id)
    return next((start for _, starts in inside for start in starts if is_compensation(start)), None)


def is_undone_within(model: WorkflowModel, container: FlowElement) -> bool:
    """Return true if a sub-process is compensated by what is inside it, and not by an activity beside it."""
    return of_activity(model, container) is None and any(
        is_compensation(node)
        for node in scopes.inside(model, container.id)
        if node.kind == "boundaryEvent" or node.kind == "startEvent"
    )


def is_compensation(event: FlowElement) -> bool:
    """Return true for an event that compensates or is compensated."""
    return any(each.kind == "compensate" for each in event.events)

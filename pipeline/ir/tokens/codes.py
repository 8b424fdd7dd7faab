"""Tell by which code errors and escalations are caught (BPMN 2.0.2, 10.5.6)."""

from typing import Final

from pipeline.ir.ids import local_name
from pipeline.ir.workflow import EventDefinition, WorkflowModel

CODED: Final = {"error": "errorCode", "escalation": "escalationCode"}
"""Kinds of event that are caught by a code, with the attribute that states it."""


def code(model: WorkflowModel, event: EventDefinition) -> str:
    """Return the code that an event throws or catches, else the name or id that stands for it; empty: it says none."""
    meant = model.by_source_id.get(event.ref or "")
    if meant is None:
        return local_name(event.ref or "")
    return meant.attributes.get(CODED.get(event.kind, "")) or meant.name or event.ref or ""

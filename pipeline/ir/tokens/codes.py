"""Tell by which code errors and escalations are caught (BPMN 2.0.2, 10.5.6)."""

from typing import Final

from pipeline.ir.ids import local_name
from pipeline.ir.workflow import EventDefinition, WorkflowModel

CODED: Final = {"error": "errorCode", "escalation": "escalationCode"}
"""Kinds of event that are caught by a code, with the attribute that states it."""


def code(model: WorkflowModel, event: EventDefinition) -> str:
    """Return the code that an event throws or catches, else the name or id that stands for it; empty: it says none."""
    return stated_code(model, event) or local_name(event.ref or "")


def stated_code(model: WorkflowModel, event: EventDefinition) -> str:
    """Return the code of the error or escalation that the document states, else its name; empty if it has neither.

    An id has no meaning in another document.
    """
    meant = model.by_source_id.get(event.ref or "")
    return "" if meant is None else meant.attributes.get(CODED.get(event.kind, "")) or meant.name

"""State what temporal-python runs: the table that people read is the one that decides."""

from collections.abc import Iterator
from typing import Final

from pipeline.ir.target import Unsupported
from pipeline.ir.workflow import WorkflowModel
from pipeline.targets.execution.documentation import KINDS
from pipeline.targets.execution.needs import lacking

_DOCUMENTATION: Final = "kept as documentation: listed in the README, does not run"
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
    **dict.fromkeys(KINDS, _DOCUMENTATION),
}


def unsupported(model: WorkflowModel) -> Iterator[Unsupported]:
    """Yield each element that runs and for which the table has no line; the model, where nothing runs at all."""
    return lacking(model, SUPPORTED)

"""State what temporal-python runs: the table that people read is the one that decides."""

from collections.abc import Iterator
from typing import Final

from pipeline.ir.target import Unsupported
from pipeline.ir.workflow import ACTIVITIES, WorkflowModel
from pipeline.targets.execution.documentation import KINDS
from pipeline.targets.execution.needs import lacking

_DOCUMENTATION: Final = "kept as documentation: listed in the README, does not run"
_UNDOES: Final = "runs when the activity that it compensates is compensated"
_STARTED: Final = "the start of the workflow, from outside; its data are the input"

SUPPORTED: Final[dict[str, str]] = {
    "process": "a workflow class; its type is the process id",
    "task": "an activity",
    "serviceTask": "an activity",
    "sendTask": "an activity that sends",
    "businessRuleTask": "an activity that decides",
    "scriptTask": "an activity that holds the script as text; the script is not run",
    "userTask": "an update that completes it (an activity with the option user_tasks)",
    "manualTask": "an update that completes it (an activity with the option user_tasks)",
    "receiveTask": "waits for a Temporal signal with the id of the message",
    "callActivity": "a child workflow: a class of this project, or that type on the task queue of that name",
    "subProcess": "a scope of its own inside the workflow",
    "adHocSubProcess": "a scope that runs those activities which a variable of the model or an activity lists",
    "transaction": "a scope of its own; when it is cancelled, what was done in it is compensated",
    "multiInstance/parallel": "repeated in parallel; if the model does not state the items, an activity returns them",
    "multiInstance/sequential": "repeated in sequence",
    "multiInstance/completionCondition": "evaluated after each repetition",
    "standardLoop": "repeated while its condition holds; without a condition, an activity decides",
    "exclusiveGateway": "an if statement; if a condition cannot be translated, an activity decides",
    "inclusiveGateway": "an if statement for each way; its join waits for tokens that can still come",
    "parallelGateway": "all ways at once; its join waits for a token from each",
    "eventBasedGateway": "waits for the first of its events",
    "startEvent/none": _STARTED,
    "startEvent/message": _STARTED,
    "startEvent/signal": _STARTED,
    "startEvent/timer": "a Temporal schedule, created at deployment",
    "endEvent/none": "ends the token",
    "endEvent/message": "an activity that sends",
    "endEvent/signal": "received in this workflow, and sent to others by an activity",
    "endEvent/error": "throws the error with its code",
    "endEvent/escalation": "throws the escalation with its code to the nearest event that catches it",
    "endEvent/compensate": "compensates an activity, or all that have ended in the scope, the last one first",
    "endEvent/cancel": "ends the transaction: compensates what was done in it",
    "endEvent/terminate": "ends the scope with all its tokens",
    "intermediateThrowEvent/none": "passes the token on",
    "intermediateThrowEvent/message": "an activity that sends",
    "intermediateThrowEvent/signal": "received in this workflow, and sent to others by an activity",
    "intermediateThrowEvent/escalation": "throws the escalation with its code to the nearest event that catches it",
    "intermediateThrowEvent/compensate": "compensates an activity, or all that have ended in the scope, the last first",
    "intermediateThrowEvent/link": "passes the token to the link of that name",
    "intermediateCatchEvent/message": "waits for a Temporal signal with the id of the message",
    "intermediateCatchEvent/signal": "waits for a Temporal signal with its id",
    "intermediateCatchEvent/timer": "a durable timer; if the model does not state the time, an activity returns it",
    "intermediateCatchEvent/conditional": "waits until the condition holds",
    "intermediateCatchEvent/link": "receives the token from links of that name",
    "boundaryEvent/message": "interrupting or not",
    "boundaryEvent/signal": "interrupting or not",
    "boundaryEvent/timer": "interrupting or not; a cycle repeats it",
    "boundaryEvent/conditional": "interrupting or not; again each time that the condition holds anew",
    "boundaryEvent/escalation": "interrupting or not; catches the escalation of that code; without one, any",
    "boundaryEvent/compensate": "runs the activity that it is associated with, when its own is compensated",
    "boundaryEvent/cancel": "catches the end of a cancelled transaction",
    "boundaryEvent/error": "catches the error of that code; without one, any failure",
    "eventSubProcess/message": "interrupting or not",
    "eventSubProcess/signal": "interrupting or not",
    "eventSubProcess/timer": "interrupting or not",
    "eventSubProcess/conditional": "interrupting or not; again each time that the condition holds anew",
    "eventSubProcess/escalation": "interrupting or not; catches what is thrown in the scope around it",
    "eventSubProcess/compensate": "runs when its sub-process is compensated after it has ended",
    "eventSubProcess/error": "catches an error that no boundary event inside has caught",
    **{f"{kind}/compensation": _UNDOES for kind in sorted(ACTIVITIES)},
    "sequenceFlow": "the way of a token; its gateway evaluates the condition",
    **dict.fromkeys(KINDS, _DOCUMENTATION),
}


def unsupported(model: WorkflowModel) -> Iterator[Unsupported]:
    """Yield each element that runs and for which the table has no line; the model, where nothing runs at all."""
    return lacking(model, SUPPORTED)

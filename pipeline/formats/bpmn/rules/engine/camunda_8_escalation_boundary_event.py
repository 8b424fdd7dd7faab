"""Escalation is caught where Camunda 8 can throw none.

**Why.** Escalations come out of sub-processes and called processes. A task cannot throw one, so an event on its border
waits in vain, and Camunda 8 refuses it.

**Fix.** Attach the event to the sub-process or call activity that escalates; from a task, throw an error.

**Example.** `Late` is reported:

```xml
<userTask id="Sign"/>
<boundaryEvent id="Late" attachedToRef="Sign"><escalationEventDefinition/></boundaryEvent>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.engines.saying import defined
from pipeline.formats.bpmn.facts.executable import executed
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.ruleset import Release
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.ERROR
TARGET = "camunda-8"
SOURCE = "Camunda 8 documentation, Escalation events"
ALIASES = ("camunda-compat/escalation-boundary-event-attached-to-ref",)

_ESCALATE = frozenset({"callActivity", "subProcess", "adHocSubProcess"})


def check(model: WorkflowModel, _version: Release) -> Iterator[tuple[FlowElement, str]]:
    for event in executed(model, "boundaryEvent"):
        host = model.by_id.get(event.attached_to or "")
        if host is not None and host.kind not in _ESCALATE and defined(event) == "escalation":
            yield (
                event,
                f"{sentence(named(event))} waits for an escalation of a task. Attach it to a sub-process or call "
                "activity, or catch an error.",
            )

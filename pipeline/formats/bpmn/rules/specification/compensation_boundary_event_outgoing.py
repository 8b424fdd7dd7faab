"""Compensation boundary event has an outgoing sequence flow.

**Why.** Compensation undoes what is finished; it is no way to go on. What is done then is the one activity that an
association ties to the event.

**Fix.** Delete the flow, and tie the event to its compensation activity by an association.

**Example.** `Undo` is reported:

```xml
<boundaryEvent id="Undo" attachedToRef="Book"><compensateEventDefinition/></boundaryEvent>
<sequenceFlow id="Flow_1" sourceRef="Undo" targetRef="CancelBooking"/>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.triggers import has
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.114",)
SOURCE = "BPMN 2.0.2, 10.5.4"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for event in model.of_kind("boundaryEvent"):
        ways_out = model.outgoing.get(event.id, ())
        if ways_out and has(event, "compensate"):
            yield (
                event,
                f"{sentence(named(event))} undoes its activity, but {named(ways_out[0])} leaves it. Delete the flow, "
                "and tie the event to its compensation activity by an association.",
            )

"""Receive task behind an event-based gateway has boundary events.

**Why.** The gateway itself waits; when the message is there, the task is already over. A boundary event on it has no
time in which to happen.

**Fix.** Lead the gateway to that event as well: as an intermediate catch event beside the task.

**Example.** `ReceiveAnswer` is reported:

```xml
<eventBasedGateway id="Wait"/>
<sequenceFlow id="Flow_1" sourceRef="Wait" targetRef="ReceiveAnswer"/>
<receiveTask id="ReceiveAnswer"/>
<boundaryEvent id="TooLate" attachedToRef="ReceiveAnswer"><timerEventDefinition/></boundaryEvent>
```
"""

from collections.abc import Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.140",)
SOURCE = "BPMN 2.0.2, 10.6.6"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for task in model.of_kind("receiveTask"):
        before = [model.by_id[flow.source] for flow in model.incoming.get(task.id, ()) if flow.source is not None]
        gateway = next((node for node in before if node.kind == "eventBasedGateway"), None)
        if gateway is not None and (attached := model.boundary.get(task.id)):
            yield (
                task,
                f"{sentence(named(task))} is over when {named(gateway)} chooses it, so {named(attached[0])} can never "
                "happen. Lead the gateway to that event as well.",
            )

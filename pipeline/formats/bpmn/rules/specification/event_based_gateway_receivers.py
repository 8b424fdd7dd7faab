"""Event-based gateway mixes receive tasks and message events.

**Why.** A message can be received by a catch event or by a receive task. Behind one event-based gateway all messages
are received by the same of the two, so that readers and engines need to know one notation.

**Fix.** Replace the receive tasks by catch events, or the reverse.

**Example.** `Wait` is reported:

```xml
<eventBasedGateway id="Wait"/>
<sequenceFlow id="Flow_1" sourceRef="Wait" targetRef="Paid"/>
<sequenceFlow id="Flow_2" sourceRef="Wait" targetRef="ReceiveRefusal"/>
<intermediateCatchEvent id="Paid"><messageEventDefinition/></intermediateCatchEvent>
<receiveTask id="ReceiveRefusal"/>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.triggers import has
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.139",)
SOURCE = "BPMN 2.0.2, 10.6.6"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for gateway in model.of_kind("eventBasedGateway"):
        ends = [model.by_id[flow.target] for flow in model.outgoing.get(gateway.id, ()) if flow.target is not None]
        tasks = [node for node in ends if node.kind == "receiveTask"]
        events = [node for node in ends if node.kind == "intermediateCatchEvent" and has(node, "message")]
        if tasks and events:
            yield (
                gateway,
                f"{sentence(named(gateway))} waits for a message with {named(tasks[0])} and with {named(events[0])}. "
                "Use receive tasks for all messages, or catch events for all.",
            )

"""Event-based gateway leads to something that does not wait.

**Why.** It waits for the first of several events, so behind each way out stands one: an intermediate catch event for a
message, timer, signal or condition, or a receive task (BPMN 2.0.2, 10.6.6). Anything else, a user task say, never
happens by itself, and no engine can run it.

**Fix.** Put the event that is waited for between the gateway and the step, or decide with an exclusive gateway.

**Example.** `Flow_2` is reported, because `Cancel` is a user task:

```xml
<eventBasedGateway id="Wait"/>
<sequenceFlow id="Flow_1" sourceRef="Wait" targetRef="PaymentReceived"/>
<sequenceFlow id="Flow_2" sourceRef="Wait" targetRef="Cancel"/>
```
"""

from collections.abc import Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.ERROR
ALIASES = ("BPMNspector/EXT.138",)
SOURCE = "BPMN 2.0.2, 10.6.6"
_AWAITED = frozenset({"message", "timer", "signal", "conditional"})


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for gateway in model.of_kind("eventBasedGateway"):
        for flow in model.outgoing.get(gateway.id, ()):
            target = model.by_id[flow.target] if flow.target is not None else None
            if target is not None and not _can_be_awaited(target):
                yield (
                    flow,
                    f"{sentence(named(gateway))} cannot wait for {named(target)}. Put a catch event for a message, "
                    "timer, signal or condition, or a receive task, before it, or use an exclusive gateway.",
                )


def _can_be_awaited(node: FlowElement) -> bool:
    if node.kind == "receiveTask":
        return True
    return node.kind == "intermediateCatchEvent" and bool(node.events) and {e.kind for e in node.events} <= _AWAITED

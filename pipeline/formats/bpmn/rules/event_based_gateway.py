"""Event-based gateway offers no choice, or one that is not made by events.

**Why.** It waits for the first of several events. With fewer than two ways out there is nothing to choose from, and a
condition on one of them contradicts it: the event decides, not data (BPMN 2.0.2, 10.6.6).

**Fix.** Lead it to at least two events, or leave it out; remove conditions, or use an exclusive gateway.

**Example.** `Wait` is reported for its single way out:

```xml
<eventBasedGateway id="Wait"/>
<sequenceFlow id="Flow_1" sourceRef="Wait" targetRef="Paid"/>
```
"""

from collections.abc import Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("bpmnlint/event-based-gateway", "BPMNspector/EXT.136", "BPMNspector/EXT.137")
SOURCE = "BPMN 2.0.2, 10.6.6"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for gateway in model.of_kind("eventBasedGateway"):
        ways_out = model.outgoing.get(gateway.id, ())
        if len(ways_out) < 2:
            yield (
                gateway,
                f"{sentence(named(gateway))} has {len(ways_out) or 'no'} outgoing flow, so there is no choice to wait "
                "for. Lead it to at least two events, or leave it out.",
            )
        for flow in ways_out:
            if flow.condition is not None:
                yield (
                    flow,
                    f"{sentence(named(flow))} has a condition, but the event behind {named(gateway)} decides. "
                    "Remove the condition, or use an exclusive gateway.",
                )

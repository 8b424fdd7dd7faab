"""Target of an event-based gateway has other incoming flows.

**Why.** The gateway and the events behind it are one thing: it begins to wait for all of them at once, and the first
takes the others' place. A second flow into one of them asks for an event that belongs to no choice, and engines that
treat them as one cannot do that.

**Fix.** Lead the other flow to the gateway, or to an event of its own.

**Example.** `Paid` is reported for `Flow_3`:

```xml
<eventBasedGateway id="Wait"/>
<sequenceFlow id="Flow_1" sourceRef="Wait" targetRef="Paid"/>
<sequenceFlow id="Flow_2" sourceRef="Wait" targetRef="TooLate"/>
<sequenceFlow id="Flow_3" sourceRef="Remind" targetRef="Paid"/>
```
"""

from collections.abc import Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.141",)
SOURCE = "BPMN 2.0.2, 10.6.6"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    behind = dict.fromkeys(
        flow.target
        for gateway in model.of_kind("eventBasedGateway")
        for flow in model.outgoing.get(gateway.id, ())
        if flow.target is not None
    )
    for target in behind:
        ways_in = len(model.incoming.get(target, ()))
        if ways_in > 1:
            node = model.by_id[target]
            yield (
                node,
                f"{sentence(named(node))} is part of an event-based choice but has {ways_in} incoming flows. "
                "Lead the others to the gateway, or to an event of their own.",
            )

"""Instantiating event-based gateway has an incoming flow.

**Why.** With `instantiate` each of its events begins a new instance. A flow that leads to it, from anything but a start
event without a definition, comes from an instance that runs already, and says the opposite.

**Fix.** Delete the flow, or set `instantiate` to false.

**Example.** `Wait` is reported:

```xml
<eventBasedGateway id="Wait" instantiate="true"/>
<sequenceFlow id="Flow_1" sourceRef="Pack" targetRef="Wait"/>
```
"""

from collections.abc import Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.142",)
SOURCE = "BPMN 2.0.2, 10.6.6"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for gateway in model.of_kind("eventBasedGateway"):
        if not gateway.says("instantiate"):
            continue
        for flow in model.incoming.get(gateway.id, ()):
            before = model.by_id[flow.source] if flow.source is not None else None
            if before is not None and (before.kind != "startEvent" or before.events):
                yield (
                    gateway,
                    f"{sentence(named(gateway))} begins the process, but {named(before)} comes before it. "
                    "Delete that flow, or set instantiate to false.",
                )
                break

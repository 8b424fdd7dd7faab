"""Message flow runs against the direction of its event.

**Why.** An intermediate event sends a message or waits for one, never both. A message flow that leads to the sending
event, or leaves the waiting one, contradicts its type, and nobody can tell which of the two is wrong.

**Fix.** Turn the message flow round, or make the throwing event a catching one, or the reverse.

**Example.** `Ask` is reported, because it throws and a message flow leads to it:

```xml
<messageFlow id="Flow_1" sourceRef="Customer" targetRef="Ask"/>
...
<intermediateThrowEvent id="Ask"><messageEventDefinition/></intermediateThrowEvent>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.triggers import has
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.119",)
SOURCE = "BPMN 2.0.2, 10.5.4"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for flow in model.of_kind("messageFlow"):
        for end, kind, does, way in (
            (flow.target, "intermediateThrowEvent", "sends", "leads to"),
            (flow.source, "intermediateCatchEvent", "waits for", "leaves"),
        ):
            event = model.by_id[end] if end is not None else None
            if event is not None and event.kind == kind and has(event, "message"):
                yield (
                    event,
                    f"{sentence(named(event))} {does} a message, but {named(flow)} {way} it. "
                    "Turn the flow round, or change the event.",
                )

"""Event at a message flow has no message definition.

**Why.** The message flow says that a message begins the process, or that one is sent at its end. The event itself is
what an engine reads, and there it is not said.

**Fix.** Give the event a messageEventDefinition.

**Example.** `Ordered` is reported:

```xml
<messageFlow id="Flow_1" sourceRef="Customer" targetRef="Ordered"/>
<process id="Sell">
  <startEvent id="Ordered"/>
</process>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.triggers import has
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.103", "BPMNspector/EXT.109")
SOURCE = "BPMN 2.0.2, 10.5"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    flows = model.of_kind("messageFlow")
    reached, left = {flow.target for flow in flows}, {flow.source for flow in flows}
    for event in model.of_kind("startEvent", "endEvent") if flows else ():
        touched = event.id in (reached if event.kind == "startEvent" else left)
        if touched and not has(event, "message"):
            does = "is reached by" if event.kind == "startEvent" else "is left by"
            yield (
                event,
                f"{sentence(named(event))} {does} a message flow, but is about no message. "
                "Give it a messageEventDefinition.",
            )

"""Message flow leaves a start event or reaches an end event.

**Why.** A start event waits for what begins the process, an end event tells how it ended. A message flow the other way
round contradicts that, and nobody can tell which of the two is wrong.

**Fix.** Turn the message flow round, or connect the step that does send or receive.

**Example.** `Flow_1` is reported:

```xml
<startEvent id="Start"/>
<messageFlow id="Flow_1" sourceRef="Start" targetRef="Customer"/>
```
"""

from collections.abc import Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.102", "BPMNspector/EXT.108")
SOURCE = "BPMN 2.0.2, 10.5"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str, str]]:
    for flow in model.of_kind("messageFlow"):
        for end, kind, way, does in (
            (flow.source, "startEvent", "leaves", "sends nothing"),
            (flow.target, "endEvent", "leads to", "receives nothing"),
        ):
            event = model.by_id[end] if end is not None else None
            if event is not None and event.kind == kind:
                yield (
                    flow,
                    f"{sentence(named(flow))} {way} {named(event)}, which {does}. "
                    "Turn it round, or connect another step.",
                    kind,
                )

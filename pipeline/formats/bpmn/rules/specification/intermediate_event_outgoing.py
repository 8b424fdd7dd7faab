"""Intermediate event has no outgoing flow.

**Why.** An intermediate event happens on the way: a sequence flow leaves it. Without one the path is over there, and
then an end event is what is meant. A link that is thrown has no outgoing flow, for it continues where it is caught.

**Fix.** Make it an end event, or lead a sequence flow from it to what comes next.

**Example.** `Told` is reported:

```xml
<intermediateThrowEvent id="Told"><messageEventDefinition/></intermediateThrowEvent>
<sequenceFlow id="Flow_1" sourceRef="Pack" targetRef="Told"/>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.triggers import has
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("bpmnlint/no-implicit-end", "BPMNspector/EXT.116")
SOURCE = "BPMN 2.0.2, 10.5.4"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for event in model.of_kind("intermediateCatchEvent", "intermediateThrowEvent"):
        if event.id in model.outgoing or (event.kind == "intermediateThrowEvent" and has(event, "link")):
            continue
        if event.parent is not None and model.by_id[event.parent].kind != "adHocSubProcess":
            yield (
                event,
                f"{sentence(named(event))} leads nowhere. Make it an end event, or lead a sequence flow from it.",
            )

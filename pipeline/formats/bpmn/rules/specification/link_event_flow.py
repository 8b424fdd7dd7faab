"""Link event has a sequence flow on the wrong side.

**Why.** Where a link is thrown the drawn path stops, and where it is caught it goes on. A flow that leaves the throwing
event, or leads to the catching one, says that the path goes two ways at once.

**Fix.** Delete that flow, or use a plain intermediate event.

**Example.** `GoToB` is reported:

```xml
<intermediateThrowEvent id="GoToB"><linkEventDefinition name="B"/></intermediateThrowEvent>
<sequenceFlow id="Flow_1" sourceRef="GoToB" targetRef="Pack"/>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.triggers import has
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.117",)
SOURCE = "BPMN 2.0.2, 10.5.4"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for event in model.of_kind("intermediateCatchEvent", "intermediateThrowEvent"):
        catches = event.kind == "intermediateCatchEvent"
        flows = (model.incoming if catches else model.outgoing).get(event.id, ())
        if flows and has(event, "link"):
            way = "leads to" if catches else "leaves"
            yield (
                event,
                f"{sentence(named(event))} is an end of a link, but {named(flows[0])} {way} it. "
                "Delete that flow, or use a plain intermediate event.",
            )

"""Boundary event has no outgoing flow.

**Why.** It is there to go another way when something happens. Without an outgoing sequence flow the token that it makes
is lost: an interrupted activity just stops, and the diagram does not say that this was meant. A compensation is
different: it is tied to its handler by an association, and no flow leaves it.

**Fix.** Lead it to what is to be done then, or to an end event.

**Example.** `TooLate` is reported:

```xml
<task id="Pack"/>
<boundaryEvent id="TooLate" attachedToRef="Pack"><timerEventDefinition/></boundaryEvent>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.triggers import has
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("bpmnlint/no-implicit-end", "BPMNspector/EXT.113")
SOURCE = "BPMN 2.0.2, 10.5.4"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for event in model.of_kind("boundaryEvent"):
        if event.id not in model.outgoing and not has(event, "compensate"):
            yield (
                event,
                f"{sentence(named(event))} leads nowhere. Lead it to what is to be done then, or to an end event.",
            )

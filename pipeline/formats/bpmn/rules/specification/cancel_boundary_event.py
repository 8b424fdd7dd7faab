"""Cancel boundary event is not on a transaction.

**Why.** A cancellation is thrown by a cancel end event, which stands in a transaction, and reaches the boundary of that
transaction after its work has been undone. On anything else the event never happens.

**Fix.** Attach it to the transaction, or wait for an error or an escalation.

**Example.** `Cancelled` is reported, because `Book` is a plain sub-process:

```xml
<subProcess id="Book"/>
<boundaryEvent id="Cancelled" attachedToRef="Book"><cancelEventDefinition/></boundaryEvent>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.triggers import has
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.111",)
SOURCE = "BPMN 2.0.2, 10.5.4"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for event in model.of_kind("boundaryEvent"):
        if event.attached_to is None or not has(event, "cancel"):
            continue
        host = model.by_id[event.attached_to]
        if host.kind != "transaction":
            yield (
                event,
                f"{sentence(named(event))} waits for a cancellation, but {named(host)} is no transaction. "
                "Attach it to one, or wait for an error.",
            )

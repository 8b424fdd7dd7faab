"""Cancel end event is not inside a transaction.

**Why.** A cancel end event says that the transaction around it is called off and its work undone. Outside of one there
is nothing to call off.

**Fix.** Put it into a transaction, or end with an error, an escalation or a termination.

**Example.** `CalledOff` is reported:

```xml
<process id="Order">
  <endEvent id="CalledOff">
    <cancelEventDefinition/>
  </endEvent>
</process>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.triggers import has
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.106",)
SOURCE = "BPMN 2.0.2, 10.5.3"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    within = {transaction.id for transaction in model.of_kind("transaction")}
    for element in model.elements:
        if element.parent in within:
            within.add(element.id)
    for event in model.of_kind("endEvent"):
        if has(event, "cancel") and event.parent not in within:
            yield (
                event,
                f"{sentence(named(event))} cancels, but stands in no transaction. "
                "Put it into one, or end with an error or a termination.",
            )

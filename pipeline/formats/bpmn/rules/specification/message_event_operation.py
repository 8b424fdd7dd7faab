"""Message event names no operation.

**Why.** In the standard, messages of executable processes go through operations of service interfaces. Hardly any
engine asks for one; they know messages by name or by worker. So this rule is off unless a configuration turns it on.

**Fix.** Name the operation in `operationRef`.

**Example.** `Ordered` is reported:

```xml
<startEvent id="Ordered"><messageEventDefinition messageRef="Order"/></startEvent>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.executable import executed
from pipeline.formats.bpmn.facts.inside import values, within
from pipeline.formats.bpmn.facts.triggers import has
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import EVENTS, FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.128",)
SOURCE = "BPMN 2.0.2, 10.5.5"
ON = False


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for event in executed(model, *EVENTS):
        for definition in within(model, event, "messageEventDefinition") if has(event, "message") else ():
            if not values(model, definition, "operationRef"):
                yield (
                    event,
                    f"{sentence(named(event))} does not say by which operation its message travels. "
                    "Name it in operationRef.",
                )

"""A conditional event of an executable process says which condition it waits for.

**Why.** It happens when its condition becomes true. Without one there is nothing to look at, so an engine refuses it or
waits for ever. Processes that nobody executes may leave it to the name of the event.

**Fix.** State the condition, or make it an event of another kind.

**Example.** `LowStock` is reported:

```xml
<process id="Order" isExecutable="true">
  <intermediateCatchEvent id="LowStock">
    <conditionalEventDefinition/>
  </intermediateCatchEvent>
</process>
```
"""

from collections.abc import Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.workflow import EVENTS, Element, WorkflowModel
from pipeline.validate.executable import executed
from pipeline.validate.naming import named, sentence

SEVERITY = Severity.WARNING
ALIASES = ("bpmnlint/conditional-event",)
SOURCE = "BPMN 2.0.2, 10.5.5"


def check(model: WorkflowModel) -> Iterator[tuple[Element, str]]:
    """Conditional events without a condition, in executable processes."""
    for event in executed(model, *EVENTS):
        if any(each.kind == "conditional" and each.condition is None for each in event.events):
            yield (
                event,
                f"{sentence(named(event))} does not say which condition it waits for. "
                "State one in its conditionalEventDefinition.",
            )

"""Conditional event has no condition.

**Why.** It happens when its condition becomes true, and something has to evaluate that. Without a condition there is
nothing to evaluate, so the event never happens, or an engine refuses the process. Where nothing is to be run, its name
may say enough.

**Fix.** State the condition, or make it an event of another kind.

**Example.** `Low` is reported:

```xml
<intermediateCatchEvent id="Low"><conditionalEventDefinition/></intermediateCatchEvent>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.executable import executed
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import EVENTS, FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("bpmnlint/conditional-event", "BPMNspector/EXT.123")
SOURCE = "BPMN 2.0.2, 10.5.5"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for event in executed(model, *EVENTS):
        if any(each.kind == "conditional" and each.condition is None for each in event.events):
            yield (
                event,
                f"{sentence(named(event))} does not say which condition it waits for. "
                "State it, or make it an event of another kind.",
            )

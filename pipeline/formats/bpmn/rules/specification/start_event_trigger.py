"""Start event has a trigger that cannot begin a process.

**Why.** Before it begins there is nothing in it that could fail, escalate, be undone or be cancelled, and a link is a
flow inside of it. A start event that waits for any of these never happens; event sub-processes are what reacts to them.

**Fix.** Begin with one of the four, or with no definition; put the reaction into an event sub-process.

**Example.** `Failed` is reported:

```xml
<process id="Order">
  <startEvent id="Failed">
    <errorEventDefinition/>
  </startEvent>
</process>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.triggers import not_among
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.098",)
SOURCE = "BPMN 2.0.2, 10.5.2"
_ALLOWED = frozenset({"message", "timer", "conditional", "signal"})


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for event in model.of_kind("startEvent"):
        wrong = not_among(event, _ALLOWED)
        if wrong and event.parent is not None and model.by_id[event.parent].kind == "process":
            yield (
                event,
                f"{sentence(named(event))} begins its process with {' and '.join(wrong)}, which cannot happen yet. "
                "Use a message, a timer, a condition or a signal.",
            )

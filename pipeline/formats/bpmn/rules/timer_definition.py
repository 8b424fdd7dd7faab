"""Timer has no time.

**Why.** Without a date, a duration or a cycle there is no such time: an engine refuses the process, or waits for ever.

**Fix.** State one of `timeDate`, `timeDuration` and `timeCycle`.

**Example.** `NextDay` is reported:

```xml
<process id="Order" isExecutable="true">
  <intermediateCatchEvent id="NextDay">
    <timerEventDefinition/>
  </intermediateCatchEvent>
</process>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.executable import executed
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import EVENTS, FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("bpmn-to-code/missing-timer-definition",)
SOURCE = "BPMN 2.0.2, 10.5.5"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for event in executed(model, *EVENTS):
        if any(each.kind == "timer" and not (each.timer and each.timer.text.strip()) for each in event.events):
            yield (
                event,
                f"{sentence(named(event))} does not say when it happens. State a timeDate, timeDuration or timeCycle.",
            )

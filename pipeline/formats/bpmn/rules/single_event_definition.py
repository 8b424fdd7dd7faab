"""Event has several definitions.

**Why.** Several definitions in one event are allowed: any of them begins it, or with `parallelMultiple` all together.
The diagram shows a pentagon or a cross and not what they are, and hardly any engine runs it.

**Fix.** Draw one event for each, behind an event-based gateway where the first one counts.

**Example.** Reported:

```xml
<intermediateCatchEvent id="PaidOrLate">
  <messageEventDefinition/>
  <timerEventDefinition/>
</intermediateCatchEvent>
```
"""

from collections.abc import Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import EVENTS, FlowElement, WorkflowModel

SEVERITY = Severity.INFO
ALIASES = ("bpmnlint/single-event-definition",)


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for event in model.of_kind(*EVENTS):
        if len(event.events) > 1:
            yield (
                event,
                f"{sentence(named(event))} has {len(event.events)} definitions, which a diagram does not show and few "
                "engines run. Use one event for each.",
            )

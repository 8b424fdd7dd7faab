"""End event has a trigger that it cannot throw.

**Why.** When the path is over there is nobody to wait: a timer or a condition there never does anything. And a link
goes on elsewhere, so it is no end.

**Fix.** Put an intermediate event before the end event; to go on elsewhere, use an intermediate event that throws the
link.

**Example.** `Later` is reported:

```xml
<endEvent id="Later">
  <timerEventDefinition/>
</endEvent>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.triggers import not_among
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.146",)
SOURCE = "BPMN 2.0.2, 10.5.3"
_ALLOWED = frozenset({"message", "escalation", "error", "cancel", "compensate", "signal", "terminate"})


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for event in model.of_kind("endEvent"):
        if wrong := not_among(event, _ALLOWED):
            yield (
                event,
                f"{sentence(named(event))} ends with {' and '.join(wrong)}, which no end event can. "
                "Use an intermediate event.",
            )

"""Intermediate throw event has a trigger that it cannot throw.

**Why.** On its way a path can send a message or a signal, escalate, ask for compensation, or jump to a link. Errors,
cancellations and terminations end it, so end events throw them; timers and conditions cannot be thrown at all.

**Fix.** Make it an end event, or a catching one.

**Example.** `Fail` is reported:

```xml
<intermediateThrowEvent id="Fail"><errorEventDefinition/></intermediateThrowEvent>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.triggers import not_among
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.149",)
SOURCE = "BPMN 2.0.2, 10.5.4"
_ON_THE_WAY = frozenset({"message", "signal", "escalation", "compensate", "link"})


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str, str]]:
    for event in model.of_kind("intermediateThrowEvent"):
        for kind in not_among(event, _ON_THE_WAY):
            advice = "Make it a catch event" if kind in {"timer", "condition"} else "Make it an end event"
            yield (
                event,
                f"{sentence(named(event))} cannot throw {'an' if kind[0] in 'aeiou' else 'a'} {kind} on the way. "
                f"{advice}.",
                kind,
            )

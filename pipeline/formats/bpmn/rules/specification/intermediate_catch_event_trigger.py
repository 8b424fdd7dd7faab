"""Intermediate catch event has no trigger, or one that it cannot catch.

**Why.** Messages, timers, signals, conditions and links can be waited for on the way. Errors, escalations,
cancellations and compensations come from inside an activity and are caught at its boundary or by an event sub-process;
a termination is caught nowhere. Without any definition the event waits for nothing.

**Fix.** Say what it waits for; attach it to an activity where it is meant to catch what that throws.

**Example.** `Undo` is reported:

```xml
<intermediateCatchEvent id="Undo"><compensateEventDefinition/></intermediateCatchEvent>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.triggers import not_among
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.122", "BPMNspector/EXT.148")
SOURCE = "BPMN 2.0.2, 10.5.4"
_ON_THE_WAY = frozenset({"message", "timer", "signal", "conditional", "link"})


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str, str]]:
    for event in model.of_kind("intermediateCatchEvent"):
        if not event.events:
            yield event, f"{sentence(named(event))} waits for nothing. Say for what, or remove it.", "none"
        for kind in not_among(event, _ON_THE_WAY):
            yield (
                event,
                f"{sentence(named(event))} waits for {'an' if kind[0] in 'aeiou' else 'a'} {kind}, which never arrives "
                "on the way. Attach the event to the activity that it comes from.",
                kind,
            )

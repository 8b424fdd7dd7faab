"""Escalation of an executable process has no code.

**Why.** The code is how a boundary event or an event sub-process further out recognises the escalation. Without one, no
handler can ask for this escalation and not for another.

**Fix.** Refer to an escalation, and give it an `escalationCode`.

**Example.** `Escalate` is reported, because `TooLarge` has no code:

```xml
<escalation id="TooLarge" name="Order too large"/>
...
<endEvent id="Escalate"><escalationEventDefinition escalationRef="TooLarge"/></endEvent>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.executable import executed
from pipeline.formats.bpmn.facts.items import resolve
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.011",)
SOURCE = "BPMN 2.0.2, 8.4.4"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for event in executed(model, "intermediateThrowEvent", "endEvent"):
        for definition in event.events:
            escalation = resolve(model, definition.ref)
            if definition.kind != "escalation":
                continue
            if definition.ref is None:
                yield event, f"{sentence(named(event))} does not say which escalation it throws. Refer to one."
            elif escalation is not None and not escalation.attributes.get("escalationCode", "").strip():
                yield (
                    event,
                    f"{sentence(named(event))} throws {named(escalation)}, which has no code for a handler to know it "
                    "by. Give it an escalationCode.",
                )

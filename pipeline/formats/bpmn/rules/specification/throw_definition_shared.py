"""Event definition of a throwing event is shared.

**Why.** A definition inside an event that throws takes its data from there. Another event that refers to it would
throw, or wait for, what belongs to the first one, and changes with it unseen.

**Fix.** Move the definition out of the event, beside the processes, and let both refer to it; or state it in each.

**Example.** `Told` is reported, because `AlsoTold` refers to its definition:

```xml
<endEvent id="Told">
  <messageEventDefinition id="Message_1"/>
</endEvent>
<endEvent id="AlsoTold">
  <eventDefinitionRef>Message_1</eventDefinitionRef>
</endEvent>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.inside import within
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.095",)
SOURCE = "BPMN 2.0.2, 10.5.1"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    shared = {
        mention.target
        for element in model.elements
        for mention in element.references
        if mention.role == "eventDefinitionRef"
    }
    for event in model.of_kind("endEvent", "intermediateThrowEvent") if shared else ():
        own = (part for part in within(model, event) if part.kind.endswith("EventDefinition"))
        if any(part.attributes.get("id") in shared for part in own):
            yield (
                event,
                f"{sentence(named(event))} has a definition that another event refers to. "
                "Move it beside the processes, or state it in each event.",
            )

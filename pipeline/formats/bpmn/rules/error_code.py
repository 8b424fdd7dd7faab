"""Error of an executable process has no code.

**Why.** The code is how the event that catches an error recognises it (BPMN 2.0.2, 8.4.3). An end event that throws one
without a code, or without saying which, cannot be caught but by an event that catches everything.

**Fix.** Refer to an error, and give it an `errorCode`. An event that is to catch every error refers to none.

**Example.** `Failed` is reported, because `Lost` has no code:

```xml
<error id="Lost" name="Parcel lost"/>
<process id="Ship" isExecutable="true">
  <endEvent id="Failed">
    <errorEventDefinition errorRef="Lost"/>
  </endEvent>
</process>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.executable import executed
from pipeline.formats.bpmn.facts.items import resolve
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import EVENTS, FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("bpmn-to-code/missing-error-definition",)
SOURCE = "BPMN 2.0.2, 8.4.3"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for event in executed(model, *EVENTS):
        for definition in event.events:
            error = resolve(model, definition.ref) if definition.kind == "error" else None
            if definition.kind == "error" and definition.ref is None and event.kind == "endEvent":
                yield event, f"{sentence(named(event))} does not say which error it throws. Refer to one."
            elif error is not None and not error.attributes.get("errorCode", "").strip():
                yield (
                    event,
                    f"{sentence(named(event))} is about {named(error)}, which has no code to be recognised by. "
                    "Give it an errorCode.",
                )

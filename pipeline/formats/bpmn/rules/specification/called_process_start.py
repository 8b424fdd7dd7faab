"""Called process has no start event without a trigger.

**Why.** Being called is what begins it, and nothing else. A start event that waits for a message or a timer is not
begun so; where there is no other one, the call waits for ever or fails.

**Fix.** Add a start event without a definition to the called process.

**Example.** `CallShip` is reported, because `Ship` begins with a message only:

```xml
<callActivity id="CallShip" calledElement="Ship"/>
...
<process id="Ship">
  <startEvent id="Asked">
    <messageEventDefinition/>
  </startEvent>
</process>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.items import resolve
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.099",)
SOURCE = "BPMN 2.0.2, 10.5.2"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for call in model.of_kind("callActivity"):
        process = resolve(model, call.called)
        if process is None or process.kind != "process":
            continue
        starts = [node for node in model.children.get(process.id, ()) if node.kind == "startEvent"]
        if starts and all(start.events for start in starts):
            yield (
                call,
                f"{sentence(named(call))} calls {named(process)}, whose start events all wait for something. "
                "Add one without a definition there.",
            )

"""Instantiating receive task does not come first.

**Why.** With `instantiate` each message begins a new instance. A flow that leads to the task from another step, a loop
back to it say, comes from an instance that runs already. Only a start event may stand before it.

**Fix.** Delete the flow, set `instantiate` to false, or receive the message with a start event.

**Example.** `Hear` is reported:

```xml
<receiveTask id="Hear" instantiate="true"/>
<sequenceFlow id="Flow_1" sourceRef="Pack" targetRef="Hear"/>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.executable import executed
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.049",)
SOURCE = "BPMN 2.0.2, 10.3.3"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for task in executed(model, "receiveTask"):
        if not task.says("instantiate"):
            continue
        before = (model.by_id[flow.source] for flow in model.incoming.get(task.id, ()) if flow.source is not None)
        if (step := next((node for node in before if node.kind != "startEvent"), None)) is not None:
            yield (
                task,
                f"{sentence(named(task))} begins the process, but {named(step)} comes before it. "
                "Delete that flow, or set instantiate to false.",
            )

"""Start event of a sub-process has a trigger.

**Why.** The flow that leads to it begins it, so a message or timer on its start event contradicts that
(BPMN 2.0.2, 10.3.5), and engines differ in what they make of it. Event sub-processes are the ones that wait.

**Fix.** Remove the definition from the start event, or put a catch event after it, or make this an event sub-process.

**Example.** `Begin` is reported:

```xml
<subProcess id="Details">
  <startEvent id="Begin">
    <timerEventDefinition/>
  </startEvent>
</subProcess>
```
"""

from collections.abc import Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import SUBPROCESSES, FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("bpmnlint/sub-process-blank-start-event", "BPMNspector/EXT.100")
SOURCE = "BPMN 2.0.2, 10.3.5"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for container in model.of_kind(*SUBPROCESSES):
        for node in () if container.event_sub_process else model.nodes(container.id):
            if node.kind == "startEvent" and node.events:
                yield (
                    node,
                    f"{sentence(named(node))} waits for something, but {named(container)} begins when it is reached. "
                    "Remove its definition, or put a catch event after it.",
                )

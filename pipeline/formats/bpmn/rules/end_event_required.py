"""Process or sub-process has no end event.

**Why.** Without one it ends when nothing is left to run, wherever that is. That is allowed, so it is no error, but
nobody can see which outcomes there are, and a forgotten flow looks like a deliberate end. An ad-hoc sub-process is
over when its completion condition says so, and an empty process has nothing to end: neither is reported.

**Fix.** Add an end event for each outcome and lead the last steps to it.

**Example.** Reported, because the process just stops after `Pack`:

```xml
<process id="Ship">
  <startEvent id="Ordered"/>
  <task id="Pack"/>
  <sequenceFlow id="Flow_1" sourceRef="Ordered" targetRef="Pack"/>
</process>
```
"""

from collections.abc import Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("bpmnlint/end-event-required", "BPMNspector/EXT.105")
SOURCE = "BPMN 2.0.2, 10.5.3"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for container in model.of_kind("process", "subProcess", "transaction"):
        nodes = model.nodes(container.id)
        if nodes and not any(node.kind == "endEvent" for node in nodes):
            yield (
                container,
                f"{sentence(named(container))} has no end event, so it stops wherever no sequence flow goes on. "
                "Add an end event after its last step.",
            )

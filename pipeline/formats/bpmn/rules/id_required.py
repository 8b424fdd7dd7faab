"""Process or flow node has no id.

**Why.** An id is what others hold on to: sequence flows, calls from other models, running instances, logs, generated
code. Without one a step is known by its place alone, and it is another step as soon as something moves before it.

**Fix.** Give it an id that says what it is, and keep it.

**Example.** The task is reported:

```xml
<process id="Ship">
  <task name="Pack"/>
</process>
```
"""

from collections.abc import Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FLOW_NODES, FlowElement, WorkflowModel

SEVERITY = Severity.INFO
ALIASES = ("bpmn-to-code/missing-element-id", "bpmn-to-code/missing-process-id")
SOURCE = "BPMN 2.0.2, 8.3.1"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for element in model.of_kind("process", *FLOW_NODES):
        if not (element.source_id or "").strip():
            yield element, f"{sentence(named(element))} has no id, so nothing can refer to it for long. Give it one."

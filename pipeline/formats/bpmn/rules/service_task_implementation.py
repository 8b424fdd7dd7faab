"""Service task has no implementation.

**Why.** The engine has to know which worker, class or connector does it; one that is not told refuses the process, or
waits for ever. Asked where a process is executable and other steps of the document say it in an engine's words. Where
none does, what carries them out is stated elsewhere.

**Fix.** State the worker's job type, the class or the connector, or use a plain task.

**Example.** `Ship` is reported, because `Pack` says how it is done:

```xml
<process id="Order" isExecutable="true">
  <serviceTask id="Pack" camunda:topic="pack"/>
  <serviceTask id="Ship"/>
</process>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.executable import executed
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("bpmn-to-code/missing-service-task-implementation",)


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    if any(each.implementation is not None and each.implementation.vendor for each in model.elements):
        for task in executed(model, "serviceTask"):
            if task.implementation is None:
                yield (
                    task,
                    f"{sentence(named(task))} does not say how it is carried out. "
                    "State its job type, class or connector, or use a plain task.",
                )

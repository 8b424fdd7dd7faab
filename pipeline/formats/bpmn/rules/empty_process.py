"""Process or sub-process has no steps.

**Why.** One without any does nothing when it is started, and says nothing when it is read; often the steps are in
another process of the document, or were deleted. The process behind a pool that is drawn closed is empty on purpose,
unless it is said to be executable. A sub-process without steps is a place where nothing happens.

**Fix.** Add its steps, or delete it.

**Example.** Reported:

```xml
<process id="Ship" isExecutable="true"/>
```
"""

from collections.abc import Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.INFO
ALIASES = ("bpmn-to-code/empty-process", "bpmnlint/start-event-required", "bpmnlint/end-event-required")


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    pools = {mention.element for each in model.of_kind("participant") for mention in each.references}
    for process in model.of_kind("process"):
        executable = process.says("isExecutable")
        if not model.nodes(process.id) and (executable or process.id not in pools):
            yield process, f"{sentence(named(process))} has no steps. Add them, or delete the process."
    for inner in model.of_kind("subProcess", "transaction"):
        if not model.nodes(inner.id):
            yield inner, f"{sentence(named(inner))} has no steps. Add them, or make a task of it."

"""Service task with an operation has several output sets.

**Why.** An operation answers with one message, or with none. Several output sets offer results that it cannot give.

**Fix.** Keep the output set for its answer; deal with errors at the boundary of the task.

**Example.** `Pay` is reported:

```xml
<serviceTask id="Pay" operationRef="Charge">
  <ioSpecification>
    <inputSet/>
    <outputSet id="Paid"/>
    <outputSet id="Refused"/>
  </ioSpecification>
</serviceTask>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.data_flow import counted
from pipeline.formats.bpmn.facts.exchange import calling
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.043",)
SOURCE = "BPMN 2.0.2, 10.3.3"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for task, _ in calling(model, "serviceTask"):
        found = counted(model, task, lambda interface: len(interface.output_sets))
        if found > 1:
            yield (
                task,
                f"{sentence(named(task))} calls an operation, which gives one answer, but has {found} output sets. "
                "Keep one.",
            )

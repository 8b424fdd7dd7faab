"""Sub-process has an ioSpecification.

**Why.** It sees the data of what it stands in, so there is nothing to hand over. An `ioSpecification` belongs to tasks,
called processes and their callers; in a sub-process, tools drop it or refuse the document.

**Fix.** Move the data to the tasks inside, or make the sub-process a process of its own that is called.

**Example.** `Pack` is reported:

```xml
<subProcess id="Pack">
  <ioSpecification>
    <inputSet/>
    <outputSet/>
  </ioSpecification>
</subProcess>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.data_flow import states
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import SUBPROCESSES, FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.079",)
SOURCE = "BPMN 2.0.2, 10.3.5"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for container in model.of_kind(*SUBPROCESSES):
        if states(model, container, "ioSpecification"):
            yield (
                container,
                f"{sentence(named(container))} has an ioSpecification, though it sees the data around it. "
                "Move it to the tasks inside, or call a process.",
            )

"""Service task with an operation does not have exactly one input set.

**Why.** An operation takes one message, and the input set of the task is what that message is made of. With several,
nothing says which; with none, there is nothing to send.

**Fix.** State one input set, with the data input that holds the message.

**Example.** `Pay` is reported:

```xml
<serviceTask id="Pay" operationRef="Charge"/>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.data_flow import counted
from pipeline.formats.bpmn.facts.exchange import calling
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.042",)
SOURCE = "BPMN 2.0.2, 10.3.3"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for task, _ in calling(model, "serviceTask"):
        found = counted(model, task, lambda interface: len(interface.input_sets))
        if found != 1:
            yield (
                task,
                f"{sentence(named(task))} calls an operation but has {found or 'no'} input set"
                f"{'s' if found else ''}. State one.",
            )

"""Send task has several inputs for its message.

**Why.** Its message is made of its data input. With several data inputs or input sets nothing says which of them is
sent.

**Fix.** Keep one data input, in one input set; put what belongs together into one item.

**Example.** `Tell` is reported:

```xml
<sendTask id="Tell" messageRef="Shipped">
  <ioSpecification>
    <dataInput id="Order"/>
    <dataInput id="Address"/>
    <inputSet/><outputSet/>
  </ioSpecification>
</sendTask>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.data_flow import counted
from pipeline.formats.bpmn.facts.exchange import exchanging
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.046", "BPMNspector/EXT.047")
SOURCE = "BPMN 2.0.2, 10.3.3"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str, str]]:
    for task, _ in exchanging(model, "sendTask"):
        sets = counted(model, task, lambda interface: len(interface.input_sets))
        inputs = counted(model, task, lambda interface: len(interface.inputs))
        for what, found in (("input sets", sets), ("data inputs", inputs)):
            if found > 1:
                message = f"{sentence(named(task))} sends one message but has {found} {what}. Keep one."
                yield task, message, what

"""Receive task has several outputs for its message.

**Why.** Its message becomes its data output. With several data outputs or output sets nothing says where it goes.

**Fix.** Keep one data output, in one output set; take it apart in the steps that follow.

**Example.** `Hear` is reported:

```xml
<receiveTask id="Hear" messageRef="Paid">
  <ioSpecification>
    <dataOutput id="Amount"/>
    <dataOutput id="Payer"/>
    <inputSet/><outputSet/>
  </ioSpecification>
</receiveTask>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.data_flow import counted
from pipeline.formats.bpmn.facts.exchange import exchanging
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.050", "BPMNspector/EXT.051")
SOURCE = "BPMN 2.0.2, 10.3.3"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str, str]]:
    for task, _ in exchanging(model, "receiveTask"):
        sets = counted(model, task, lambda interface: len(interface.output_sets))
        outputs = counted(model, task, lambda interface: len(interface.outputs))
        for what, found in (("output sets", sets), ("data outputs", outputs)):
            if found > 1:
                message = f"{sentence(named(task))} receives one message but has {found} {what}. Keep one."
                yield task, message, what

"""Data output of a receive task does not match its message.

**Why.** The message becomes the data output of the task. Where the two are said to be different things, what comes in
cannot be put there. Nothing is reported where one of them does not say what it is.

**Fix.** Give the data output the item definition of the message.

**Example.** `Hear` is reported, because `Paid` holds an amount and `Output` a text:

```xml
<message id="Paid" itemRef="Amount"/>
...
<receiveTask id="Hear" messageRef="Paid">
  <ioSpecification><dataOutput id="Output" itemSubjectRef="Text"/></ioSpecification>
</receiveTask>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.data_flow import interfaces
from pipeline.formats.bpmn.facts.exchange import exchanging, fits
from pipeline.formats.bpmn.facts.items import item
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.052",)
SOURCE = "BPMN 2.0.2, 10.3.3"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for task, message in exchanging(model, "receiveTask"):
        for _, interface in interfaces(model, (task,)):
            if not fits(model, interface.outputs, item(model, message)):
                yield (
                    task,
                    f"{sentence(named(task))} expects something else than {named(message)} holds. "
                    "Give its data output the item definition of the message.",
                )

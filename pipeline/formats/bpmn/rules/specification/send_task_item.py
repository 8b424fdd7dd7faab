"""Data input of a send task does not match its message.

**Why.** Its data input becomes the message. Where the two are said to be different things, the receiver gets something
that it does not expect. Nothing is reported where one of them does not say what it is.

**Fix.** Give the data input the item definition of the message.

**Example.** `Tell` is reported, because `Shipped` holds a date and `Input` a text:

```xml
<message id="Shipped" itemRef="Date"/>
...
<sendTask id="Tell" messageRef="Shipped">
  <ioSpecification><dataInput id="Input" itemSubjectRef="Text"/></ioSpecification>
</sendTask>
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
ALIASES = ("BPMNspector/EXT.048",)
SOURCE = "BPMN 2.0.2, 10.3.3"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for task, message in exchanging(model, "sendTask"):
        for _, interface in interfaces(model, (task,)):
            if not fits(model, interface.inputs, item(model, message)):
                yield (
                    task,
                    f"{sentence(named(task))} sends something else than {named(message)} holds. "
                    "Give its data input the item definition of the message.",
                )

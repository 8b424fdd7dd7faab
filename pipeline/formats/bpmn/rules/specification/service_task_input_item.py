"""Data input of a service task does not match its operation.

**Why.** The data input of the task becomes the message that the operation takes. Where the two are said to be different
things, the operation is sent something that it does not understand. Nothing is reported where one of them does not say.

**Fix.** Give the data input the item definition of the operation's `inMessageRef`.

**Example.** `Pay` is reported, because `Charge` takes an amount and is given a text:

```xml
<message id="Charging" itemRef="Amount"/>
...
<serviceTask id="Pay" operationRef="Charge">
  <ioSpecification><dataInput id="Input" itemSubjectRef="Text"/></ioSpecification>
</serviceTask>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.data_flow import interfaces
from pipeline.formats.bpmn.facts.exchange import calling, fits
from pipeline.formats.bpmn.facts.items import item, resolve
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.044",)
SOURCE = "BPMN 2.0.2, 10.3.3"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for task, operation in calling(model, "serviceTask"):
        message = resolve(model, operation.takes)
        for _, interface in interfaces(model, (task,)):
            if message is not None and not fits(model, interface.inputs, item(model, message)):
                yield (
                    task,
                    f"{sentence(named(task))} has no data input for {named(message)}, which its operation takes. "
                    "Give both the same item definition.",
                )

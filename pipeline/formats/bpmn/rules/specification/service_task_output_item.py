"""Data output of a service task does not match its operation.

**Why.** The message that the operation answers with becomes the data output of the task. Where the two are said to be
different things, or there is an answer and no data output, the answer is lost. Nothing is reported where one of them
does not say what it is, or where the task states no data at all.

**Fix.** Give the data output the item definition of the operation's `outMessageRef`.

**Example.** `Pay` is reported, because `Charge` answers with a receipt and the task takes a text:

```xml
<message id="Charged" itemRef="Receipt"/>
...
<serviceTask id="Pay" operationRef="Charge">
  <ioSpecification><dataOutput id="Output" itemSubjectRef="Text"/></ioSpecification>
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
ALIASES = ("BPMNspector/EXT.045",)
SOURCE = "BPMN 2.0.2, 10.3.3"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for task, operation in calling(model, "serviceTask"):
        message = resolve(model, operation.gives)
        for _, interface in interfaces(model, (task,)):
            if message is None or (interface.outputs and fits(model, interface.outputs, item(model, message))):
                continue
            yield (
                task,
                f"{sentence(named(task))} has no data output for {named(message)}, which its operation gives. "
                "Give both the same item definition.",
            )

"""Event-based gateway leads to a receive task.

**Why.** The standard lets a receive task stand after an event-based gateway; Camunda 8 does not.

**Fix.** Use an intermediate message event in its place.

**Example.** `Wait` is reported:

```xml
<eventBasedGateway id="First"/>
<sequenceFlow id="To_Wait" sourceRef="First" targetRef="Wait"/>
<receiveTask id="Wait" messageRef="Payment"/>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.executable import executed
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.ruleset import Release
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.ERROR
TARGET = "camunda-8"
SOURCE = "Camunda 8 documentation, Event-based gateway"
ALIASES = ("camunda-compat/event-based-gateway-target",)


def check(model: WorkflowModel, _version: Release) -> Iterator[tuple[FlowElement, str]]:
    for task in executed(model, "receiveTask"):
        sources = (model.by_id.get(flow.source or "") for flow in model.incoming.get(task.id, ()))
        if any(source is not None and source.kind == "eventBasedGateway" for source in sources):
            yield (
                task,
                f"{sentence(named(task))} stands after an event-based gateway. Use an intermediate message event.",
            )

"""Event sub-process has several start events.

**Why.** Its start event says what it reacts to and whether it interrupts what is around it. With several, neither has
one answer; what should react to any of some events has one start event with several definitions.

**Fix.** Keep one start event and give it all the definitions, or make an event sub-process for each.

**Example.** `Stopped` is reported for its second start event:

```xml
<subProcess id="Stopped" triggeredByEvent="true">
  <startEvent id="Cancelled"><messageEventDefinition/></startEvent>
  <startEvent id="TooLate"><timerEventDefinition/></startEvent>
</subProcess>
```
"""

from collections.abc import Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import SUBPROCESSES, FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.058",)
SOURCE = "BPMN 2.0.2, 10.3.5"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for container in model.of_kind(*SUBPROCESSES):
        nodes = model.nodes(container.id) if container.event_sub_process else ()
        starts = sum(node.kind == "startEvent" for node in nodes)
        if starts > 1:
            yield (
                container,
                f"{sentence(named(container))} has {starts} start events. Give one of them all the definitions, or "
                "make an event sub-process for each.",
            )

"""Terminate end event has nothing to terminate.

**Why.** It stops all other paths of its process or sub-process. Where every path ends there anyway, nothing is left to
stop, and readers look for the parallel path that is not there. Only the clear case is reported: one such event, and
nothing else where a path could end but event sub-processes that interrupt.

**Fix.** Make it an end event without a definition.

**Example.** `Stop` is reported:

```xml
<startEvent id="Start"/>
<task id="Pack"/>
<endEvent id="Stop">
  <terminateEventDefinition/>
</endEvent>
<sequenceFlow id="Flow_1" sourceRef="Start" targetRef="Pack"/>
<sequenceFlow id="Flow_2" sourceRef="Pack" targetRef="Stop"/>
```
"""

from collections.abc import Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.tokens.scopes import start_events
from pipeline.ir.workflow import CONTAINERS, FlowElement, WorkflowModel

SEVERITY = Severity.INFO
ALIASES = ("bpmnlint/superfluous-termination",)


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for container in model.of_kind(*CONTAINERS):
        ends = [node for node in model.nodes(container.id) if node.id not in model.outgoing]
        stops = [node for node in ends if _terminates(node)]
        if len(stops) == 1 and all(node is stops[0] or _interrupts(model, node) for node in ends):
            yield (
                stops[0],
                f"{sentence(named(stops[0]))} has nothing to terminate: every path of {named(container)} ends there. "
                "Make it an end event without a definition.",
            )


def _terminates(node: FlowElement) -> bool:
    return node.kind == "endEvent" and any(event.kind == "terminate" for event in node.events)


def _interrupts(model: WorkflowModel, node: FlowElement) -> bool:
    return node.event_sub_process and any(start.interrupting for start in start_events(model, node))

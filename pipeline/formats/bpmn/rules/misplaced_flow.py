"""Sequence flow connects nodes that cannot follow each other.

**Why.** It orders the steps of one process or sub-process. It cannot leave an end event, where nothing is left to pass
on, nor lead to a start event, which begins by itself; an event sub-process is begun by its event; and between two
processes or levels there is no common order (BPMN 2.0.2, 8.4.13 and 10.5). Engines refuse all of these.

**Fix.** Between pools, use a message flow; between a sub-process and what is around it, connect the sub-process itself.
To go back to the beginning, lead the flow to the step after the start event; to go on, use an intermediate event.

**Example.** Reported, because `Ship` is inside `Delivery` and `Pack` is not:

```xml
<task id="Pack"/>
<sequenceFlow id="Flow_1" sourceRef="Pack" targetRef="Ship"/>
<subProcess id="Delivery">
  <task id="Ship"/>
</subProcess>
```
"""

from collections.abc import Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FLOW_NODES, FlowElement, WorkflowModel

SEVERITY = Severity.ERROR
ALIASES = (
    "BPMNspector/EXT.021",
    "BPMNspector/EXT.022",
    "BPMNspector/EXT.028",
    "BPMNspector/EXT.057",
    "BPMNspector/EXT.096",
    "BPMNspector/EXT.104",
    "BPMNspector/EXT.152",
)
SOURCE = "BPMN 2.0.2, 8.4.13"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for flow in model.of_kind("sequenceFlow"):
        ends = [model.by_id[end] for end in (flow.source, flow.target) if end is not None]
        nodes = [end for end in ends if end.kind in FLOW_NODES]
        if len(nodes) == 2 and (wrong := _wrong(*nodes)):
            yield flow, f"{sentence(named(flow))} {wrong}"


def _wrong(source: FlowElement, target: FlowElement) -> str | None:
    if source.parent != target.parent:
        return (
            f"connects {named(source)} and {named(target)}, which are not in the same process or sub-process. Use a "
            "message flow between pools, or connect the sub-process itself."
        )
    if source.kind == "endEvent":
        return f"leaves {named(source)}, where the path is over. Make that an intermediate event, or delete the flow."
    if target.kind == "startEvent":
        return f"leads to {named(target)}, which begins by itself. Lead it to the step after that."
    if source.event_sub_process or target.event_sub_process:
        inner = source if source.event_sub_process else target
        return f"touches {named(inner)}, which is begun by its own event. Delete the flow."
    return None

"""Message flow stays inside one pool.

**Why.** Messages are how participants talk to each other. Inside of one process steps follow by sequence flows and
share data, and a message to oneself is not what engines make of a message flow.

**Fix.** Use a sequence flow, or data, or put one end into the pool that is meant.

**Example.** `Flow_1` is reported, because both tasks are in one process:

```xml
<messageFlow id="Flow_1" sourceRef="Pack" targetRef="Ship"/>
<process id="Sell">
  <task id="Pack"/>
  <task id="Ship"/>
</process>
```
"""

from collections.abc import Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.031",)
SOURCE = "BPMN 2.0.2, 9.4"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    pools = _pools(model) if model.of_kind("messageFlow") else {}
    for flow in model.of_kind("messageFlow"):
        if flow.source is None or flow.target is None:
            continue
        source, target = pools.get(flow.source, flow.source), pools.get(flow.target, flow.target)
        if source == target:
            ends = f"{named(model.by_id[flow.source])} and {named(model.by_id[flow.target])}"
            yield (
                flow,
                f"{sentence(named(flow))} connects {ends} inside of one pool. "
                "Use a sequence flow, or connect another participant.",
            )


def _pools(model: WorkflowModel) -> dict[str, str]:
    """Return what stands for the pool of each element: its process, where it has one."""
    found: dict[str, str] = {}
    for participant in model.of_kind("participant"):
        process = next((each.element for each in participant.references if each.role == "processRef"), None)
        found[participant.id] = process or participant.id
    for element in model.elements:
        if element.kind == "process":
            found[element.id] = element.id
        elif element.parent in found and element.id not in found:
            found[element.id] = found[element.parent]
    return found

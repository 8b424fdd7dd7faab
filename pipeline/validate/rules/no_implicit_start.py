"""A process begins at its start events.

**Why.** A step that no flow leads to begins by itself as soon as its process does, but only where that has no start
event; where it has one, the step never runs. Either is easily a flow that was forgotten. An end event that nothing
leads to ends nothing. What is begun by other means goes without: boundary events, event sub-processes, what
compensates, the catching end of a link, the steps of an ad-hoc sub-process, what instantiates the process.

**Fix.** Lead a flow to it, or put a start event before it.

**Example.** `Pack` is reported:

```xml
<task id="Pack"/>
<endEvent id="Done"/>
<sequenceFlow id="Flow_1" sourceRef="Pack" targetRef="Done"/>
```
"""

from collections.abc import Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.workflow import FLOW_NODES, Element, WorkflowModel
from pipeline.validate.naming import named, sentence
from pipeline.validate.starts import awaits_event, is_start

SEVERITY = Severity.INFO
ALIASES = ("bpmnlint/no-implicit-start", "BPMNspector/EXT.107")
SOURCE = "BPMN 2.0.2, 10.5.2"


def check(model: WorkflowModel) -> Iterator[tuple[Element, str]]:
    """Flow nodes that nothing leads to, and that nothing but a flow could begin."""
    free = {container.id for container in model.of_kind("adHocSubProcess")}
    for node in model.of_kind(*FLOW_NODES):
        if node.id not in model.incoming and node.parent not in free and not (is_start(node) or awaits_event(node)):
            yield (
                node,
                f"{sentence(named(node))} has no incoming flow and is no start event. "
                "Lead a flow to it, or put a start event before it.",
            )

"""A path ends at an end event.

**Why.** Where no flow goes on, the path is over. Beside end events that looks like a flow that was forgotten, and the
standard asks for one there (BPMN 2.0.2, 10.5.3); and nobody reads the outcome. What other things follow goes without:
the throwing end of a link, event sub-processes, what compensates, the steps of an ad-hoc sub-process.

**Fix.** Lead a flow to the next step or to an end event that says how it ended.

**Example.** `Ship` is reported:

```xml
<startEvent id="Start"/>
<task id="Ship"/>
<sequenceFlow id="Flow_1" sourceRef="Start" targetRef="Ship"/>
```
"""

from collections.abc import Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.workflow import FLOW_NODES, Element, WorkflowModel
from pipeline.validate.naming import named, sentence
from pipeline.validate.starts import is_compensation_handler

SEVERITY = Severity.WARNING
ALIASES = ("bpmnlint/no-implicit-end", "BPMNspector/EXT.101", "BPMNspector/EXT.151")
SOURCE = "BPMN 2.0.2, 10.5.3"


def check(model: WorkflowModel) -> Iterator[tuple[Element, str]]:
    """Flow nodes that nothing follows, and that are no end events."""
    free = {container.id for container in model.of_kind("adHocSubProcess")}
    tied = {association.source for association in model.of_kind("association")}
    for node in model.of_kind(*FLOW_NODES - {"endEvent"}):
        if node.id not in model.outgoing and node.parent not in free and not _goes_on(node, node.id in tied):
            yield (
                node,
                f"{sentence(named(node))} has no outgoing flow and is no end event. "
                "Lead a flow to the next step, or to an end event.",
            )


def _goes_on(node: Element, tied: bool) -> bool:
    kinds = {event.kind for event in node.events}
    if node.kind == "boundaryEvent":
        return tied and kinds == {"compensate"}
    if node.kind == "intermediateThrowEvent":
        return kinds == {"link"}
    return node.event_sub_process or is_compensation_handler(node)

"""Flow node is not connected.

**Why.** A step that no sequence flow touches runs as soon as its process does, with no relation to the others: hardly
ever what is meant. What is begun by other means goes without: event sub-processes, what compensates, the steps of an
ad-hoc sub-process. Off unless a configuration turns it on, because unreachable-node, no-implicit-start and
no-implicit-end say it of the same steps.

**Fix.** Lead a flow to it and one away from it, or delete it.

**Example.** `Refund` is reported:

```xml
<startEvent id="Start"/>
<task id="Pack"/>
<task id="Refund"/>
<sequenceFlow id="Flow_1" sourceRef="Start" targetRef="Pack"/>
```
"""

from collections.abc import Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.tokens.scopes import is_compensation_handler
from pipeline.ir.workflow import FLOW_NODES, FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ON = False
ALIASES = ("bpmnlint/no-disconnected",)


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    free = {container.id for container in model.of_kind("adHocSubProcess")}
    for node in model.of_kind(*FLOW_NODES):
        flows = node.id in model.incoming or node.id in model.outgoing
        if not flows and node.parent not in free and not _begun_otherwise(node):
            yield (
                node,
                f"{sentence(named(node))} is connected to nothing. Lead a sequence flow to it, or delete it.",
            )


def _begun_otherwise(node: FlowElement) -> bool:
    undoes = node.kind == "boundaryEvent" and [event.kind for event in node.events] == ["compensate"]
    return undoes or node.event_sub_process or is_compensation_handler(node)

"""Default flow does not leave its element.

**Why.** It is taken where no condition holds. A flow that leaves another step, or none at all, cannot be taken there:
where nothing else fits, an engine stops with an error.

**Fix.** Name one of the flows that leave it in `default`, or delete the attribute.

**Example.** `InStock` is reported, because `Flow_9` does not leave it:

```xml
<exclusiveGateway id="InStock" default="Flow_9"/>
<sequenceFlow id="Flow_9" sourceRef="Pack" targetRef="Ship"/>
```
"""

from collections.abc import Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, quoted, sentence
from pipeline.ir.workflow import ACTIVITIES, GATEWAYS, FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.026",)
SOURCE = "BPMN 2.0.2, 8.4.13"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for node in model.of_kind(*ACTIVITIES, *GATEWAYS):
        stated = node.attributes.get("default", "").strip()
        flow = model.by_id[node.default] if node.default is not None else None
        if stated and (flow is None or flow.source != node.id):
            yield (
                node,
                f"{sentence(named(node))} has the default {quoted(stated)}, which is no sequence flow out of it. "
                "Name one that is, or delete the attribute.",
            )

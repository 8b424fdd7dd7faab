"""Choreography activity is not inside a choreography.

**Why.** It says how participants exchange messages, from outside of all of them. A process is the inside of one: there
it sends or receives, and an engine cannot run what belongs to nobody.

**Fix.** Move it into a choreography, or use send and receive tasks.

**Example.** `Order` is reported:

```xml
<process id="Sell">
  <choreographyTask id="Order" initiatingParticipantRef="Customer"/>
</process>
```
"""

from collections.abc import Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.036", "BPMNspector/EXT.056")
SOURCE = "BPMN 2.0.2, 10.3"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for activity in model.of_kind("choreographyTask", "subChoreography", "callChoreography"):
        container = model.by_id[activity.parent] if activity.parent is not None else None
        if container is not None and container.kind in {"process", "subProcess", "transaction"}:
            yield (
                activity,
                f"{sentence(named(activity))} stands in {named(container)}, which is the work of one participant. "
                "Move it into a choreography, or use send and receive tasks.",
            )

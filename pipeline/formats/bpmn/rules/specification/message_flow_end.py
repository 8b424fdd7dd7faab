"""Message flow ends at an element that cannot send or receive.

**Why.** A message is exchanged by participants, activities and events. A gateway, a lane, data or an artefact such as
an annotation takes part in nothing, so a message flow there says who talks about nothing and to nobody.

**Fix.** Lead it to the participant, the activity or the event that is meant; use an association for what only explains.

**Example.** `Flow_1` is reported, because an annotation cannot receive:

```xml
<textAnnotation id="Note"/>
<messageFlow id="Flow_1" sourceRef="Customer" targetRef="Note"/>
```
"""

from collections.abc import Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import ACTIVITIES, EVENTS, FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.008", "BPMNspector/EXT.009")
SOURCE = "BPMN 2.0.2, 9.4"
_EXCHANGING = ACTIVITIES | EVENTS | {"participant", "conversation", "callConversation", "subConversation"}


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str, str]]:
    for flow in model.of_kind("messageFlow"):
        for end, role in ((flow.source, "source"), (flow.target, "target")):
            node = model.by_id[end] if end is not None else None
            if node is not None and node.kind not in _EXCHANGING:
                yield (
                    flow,
                    f"{sentence(named(flow))} has {named(node)} as its {role}, which exchanges no messages. "
                    "Connect a participant, an activity or an event.",
                    role,
                )

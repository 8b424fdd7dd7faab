"""Message event names no message.

**Why.** An engine finds the waiting event by its message. Without one, what is sent is nothing in particular, and what
is waited for never comes. Where an engine's own attributes say how the message is sent, that counts.

**Fix.** Refer to a message in `messageRef`.

**Example.** `Ordered` is reported:

```xml
<startEvent id="Ordered"><messageEventDefinition/></startEvent>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.executable import executed
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import EVENTS, FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.127",)
SOURCE = "BPMN 2.0.2, 10.5.5"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for event in executed(model, *EVENTS):
        for definition in event.events:
            if definition.kind == "message" and definition.ref is None and event.implementation is None:
                yield (
                    event,
                    f"{sentence(named(event))} does not say which message it is about. Refer to one in messageRef.",
                )

"""Data of an event does not match its message, signal, error or escalation.

**Why.** What the event throws is made of its data input, and what it catches becomes its data output. Where the two are
said to be different things, nothing sensible arrives. Nothing is reported where one of them does not say what it is.

**Fix.** Give the data the item definition of what is thrown or caught.

**Example.** `Told` is reported, because `Ordered` holds an order and `Output` a date:

```xml
<message id="Ordered" itemRef="Order"/>
...
<startEvent id="Told">
  <dataOutput id="Output" itemSubjectRef="Date"/>
  <messageEventDefinition messageRef="Ordered"/>
</startEvent>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.exchange import event_data
from pipeline.formats.bpmn.facts.items import differ, item, resolve
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.094",)
SOURCE = "BPMN 2.0.2, 10.5.1"
_WITH_DATA = frozenset({"message", "signal", "error", "escalation"})


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str, str]]:
    for event, data in event_data(model):
        for definition, held in zip(event.events, data, strict=False):
            payload = resolve(model, definition.ref) if definition.kind in _WITH_DATA else None
            if payload is not None and differ(item(model, payload), item(model, held.item)):
                yield (
                    event,
                    f"{sentence(named(event))} has data of another kind than {named(payload)} holds. "
                    "Give both the same item definition.",
                    payload.id,
                )

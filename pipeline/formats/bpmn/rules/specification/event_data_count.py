"""Event with several definitions lacks data for some.

**Why.** Which data goes with which definition is said by their order alone: the first with the first, and so on. Where
there are more of one than of the other, that order says nothing.

**Fix.** State one data input (of an event that throws) or data output (of one that catches) for each definition, in
their order.

**Example.** `Told` is reported:

```xml
<startEvent id="Told">
  <dataOutput id="Order"/>
  <messageEventDefinition messageRef="Ordered"/>
  <signalEventDefinition signalRef="Recalled"/>
</startEvent>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.exchange import event_data
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.093",)
SOURCE = "BPMN 2.0.2, 10.5.1"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for event, data in event_data(model):
        if event.events and len(data) != len(event.events):
            yield (
                event,
                f"{sentence(named(event))} has {len(event.events)} definitions, but data for {len(data)}. "
                "State data for each, in their order.",
            )

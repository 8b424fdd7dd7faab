"""Boundary event has no host activity, or a flow leads to it.

**Why.** It reacts to something that happens while its activity runs. On nothing, on an event or gateway, or on an
activity of another sub-process or pool it has no such while; and a flow that arrives at it asks it to do what only the
activity can (BPMN 2.0.2, 10.5.4). No engine can run either.

**Fix.** Attach it to an activity of the same process or sub-process; lead the flow to the activity, or make the event
an intermediate one.

**Example.** `Timeout` is reported, because there is no `Shp`:

```xml
<task id="Ship"/>
<boundaryEvent id="Timeout" attachedToRef="Shp"/>
```
"""

from collections.abc import Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, quoted, sentence
from pipeline.ir.workflow import ACTIVITIES, FlowElement, WorkflowModel

SEVERITY = Severity.ERROR
ALIASES = ("BPMNspector/EXT.112",)
SOURCE = "BPMN 2.0.2, 10.5.4"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str, str]]:
    for event in model.of_kind("boundaryEvent"):
        if wrong := _wrong_host(model, event):
            yield event, f"{sentence(named(event))} {wrong}. Attach it to an activity beside it.", "host"
        if ways_in := model.incoming.get(event.id):
            yield (
                event,
                f"{sentence(named(event))} cannot be reached by {named(ways_in[0])}: it happens while its activity "
                "runs. Lead the flow to the activity, or make this an intermediate event.",
                "incoming",
            )


def _wrong_host(model: WorkflowModel, event: FlowElement) -> str | None:
    if event.attached_to is None:
        stated = next((mention.target for mention in event.references if mention.role == "attachedToRef"), None)
        return f"sits on {quoted(stated)}, which is not in this document" if stated else "sits on no activity"
    host = model.by_id[event.attached_to]
    if host.kind not in ACTIVITIES:
        return f"sits on {named(host)}, which is no activity"
    if host.parent != event.parent:
        return f"sits on {named(host)}, which is in another process or sub-process"
    return None

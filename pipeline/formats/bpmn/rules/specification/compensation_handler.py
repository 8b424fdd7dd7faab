"""Compensation boundary event has no compensation activity.

**Why.** It says that its activity can be undone; an association from it says by what. Without one, or with one to
something that is not marked as compensation (`isForCompensation`), nothing is undone, or the ordinary flow runs what
was meant for undoing.

**Fix.** Draw an association from the event to one task or sub-process, and set `isForCompensation` there.

**Example.** `Undo` is reported, because `CancelBooking` is not marked:

```xml
<boundaryEvent id="Undo" attachedToRef="Book"><compensateEventDefinition/></boundaryEvent>
<task id="CancelBooking"/>
<association id="Association_1" sourceRef="Undo" targetRef="CancelBooking"/>
```
"""

from collections import defaultdict
from collections.abc import Iterator

from pipeline.formats.bpmn.facts.triggers import has
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.tokens.scopes import is_compensation_handler
from pipeline.ir.workflow import ACTIVITIES, FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.143", "BPMNspector/EXT.144")
SOURCE = "BPMN 2.0.2, 10.7.1"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    tied = defaultdict(list)
    for association in model.of_kind("association"):
        for one, other in ((association.source, association.target), (association.target, association.source)):
            if one is not None and other is not None:
                tied[one].append(model.by_id[other])
    for event in model.of_kind("boundaryEvent"):
        if has(event, "compensate") and not any(map(is_compensation_handler, tied[event.id])):
            yield event, f"{sentence(named(event))} {_wrong(tied[event.id])}"


def _wrong(ends: list[FlowElement]) -> str:
    marked = next((end for end in ends if end.kind in ACTIVITIES), None)
    if marked is None:
        return "is tied to no activity that undoes. Draw an association to one."
    return f"is tied to {named(marked)}, which is not marked for compensation. Set isForCompensation there."

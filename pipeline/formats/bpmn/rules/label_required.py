"""Element has no name.

**Why.** A task, event, lane or decision without a name can only be spoken of by its id, in a diagram, a log or the
generated code. Asked for are names of activities, events, participants, lanes, of exclusive, inclusive and complex
gateways that fork, and of flows that have a condition. Sub-processes, joining and parallel gateways go without; a link
event may have the name in its definition instead.

**Fix.** Name a task by verb and object (`Ship order`), an event by what has happened (`Order received`), a decision by
its question (`In stock?`) and each conditional flow by its answer (`yes`).

**Example.** Reported, because nobody knows what is done here:

```xml
<userTask id="Activity_0x7bd1q"/>
```
"""

from collections.abc import Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import EVENTS, FLOW_NODES, GATEWAYS, SUBPROCESSES, FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("bpmnlint/label-required",)
_LABELLED = FLOW_NODES - SUBPROCESSES - {"parallelGateway", "eventBasedGateway"} | {
    "sequenceFlow",
    "participant",
    "lane",
}


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for element in model.of_kind(*_LABELLED):
        if not _name(element) and _needs_label(model, element):
            yield element, f"{sentence(named(element))} has no name. {_advice(element)}"


def _name(element: FlowElement) -> str:
    """Return the name that is drawn: of a link event, that of its link where it has none itself."""
    links = (event.ref for event in element.events if event.kind == "link" and event.ref)
    return element.name.strip() or next(links, "").strip()


def _needs_label(model: WorkflowModel, element: FlowElement) -> bool:
    if element.kind == "sequenceFlow":
        return element.condition is not None
    return element.kind not in GATEWAYS or len(model.outgoing.get(element.id, ())) > 1


def _advice(element: FlowElement) -> str:
    if element.kind in GATEWAYS:
        return "Name it by the question it decides."
    if element.kind in EVENTS:
        return "Name it by what has happened."
    if element.kind == "sequenceFlow":
        return "Name it by the answer that leads this way."
    if element.kind in {"participant", "lane"}:
        return "Name it by who acts in it."
    return "Name it by what is done."

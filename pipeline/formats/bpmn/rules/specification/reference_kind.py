"""Reference names an element of another kind.

**Why.** The attribute says what a reference means: `messageRef` means a message, `dataStoreRef` a data store. Where the
id is that of something else, the reference means nothing: no engine finds a message there, and other checks and lineage
do not either. Usually an id was copied from the wrong line.

**Fix.** Name the element that is meant, or delete the reference.

**Example.** `Paid` is reported, because `Bill` is no message:

```xml
<task id="Bill"/>
<receiveTask id="Paid" messageRef="Bill"/>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.meant import DATA, fits
from pipeline.ir.finding import Severity
from pipeline.ir.model import Reference
from pipeline.ir.naming import named, sentence, spoken
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
SOURCE = "BPMN 2.0.2, 8.2"
# default-flow, boundary-event-attachment and link-event-reference say it of these; of a binding's data, schema and text
# of the standard differ
_ELSEWHERE = frozenset({"default", "attachedToRef", "inputDataRef", "outputDataRef"})
_OF_DATA = frozenset({"sourceRef", "targetRef", "loopDataInputRef", "loopDataOutputRef"})
_CONNECTORS = frozenset(
    {"sequenceFlow", "messageFlow", "association", "conversationLink", "messageFlowAssociation", "relationship"}
)


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str, str]]:
    for element in model.elements:
        for reference in element.references:
            meant = _meant(element, reference)
            other = model.by_id.get(reference.element or "")
            if other is None or meant is None or (other.kind in DATA if meant == "data" else fits(meant, other.kind)):
                continue
            yield (
                element,
                f"{sentence(named(element))} refers to {named(other)} in {reference.role}, which means "
                f"{_article(meant)}. Name one, or delete the reference.",
                f"{reference.role} {reference.target}",
            )


def _meant(element: FlowElement, reference: Reference) -> str | None:
    """Return what the reference has to mean; None where everything can be meant, or another rule says it."""
    if reference.role in _ELSEWHERE or reference.type == "linkEventDefinition":
        return None
    if reference.role in _OF_DATA and element.kind not in _CONNECTORS:
        return "data"
    return reference.type


def _article(type_: str) -> str:
    if type_ == "data":
        return "something that holds data"
    words = spoken(type_)
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"

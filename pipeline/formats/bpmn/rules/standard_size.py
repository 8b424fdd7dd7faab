"""Shape does not have the standard size.

**Why.** Where all tasks are of one size and all events of another, a diagram is quiet, and what is larger is so for a
reason. The sizes are those of the modellers of bpmn.io: activities 100 by 80, gateways 50 by 50, events 36 by 36, data
objects 36 by 50, data stores 50 by 50, an empty pool 60 across. What is expanded is as large as it must be. Off unless
a configuration turns it on: each tool has sizes of its own.

**Fix.** Give the shape that size.

**Example.** Reported:

```xml
<bpmndi:BPMNShape bpmnElement="Pack">
  <dc:Bounds x="0" y="0" width="120" height="80"/>
</bpmndi:BPMNShape>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.drawing import Drawing, drawn
from pipeline.formats.bpmn.model import BpmnModel
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import ACTIVITIES, EVENTS, GATEWAYS, SUBPROCESSES, FlowElement

SEVERITY = Severity.INFO
ON = False
ALIASES = ("bpmnlint/standard-size",)
_SIZES = {
    **dict.fromkeys(ACTIVITIES, (100, 80)),
    **dict.fromkeys(GATEWAYS, (50, 50)),
    **dict.fromkeys(EVENTS, (36, 36)),
    "dataObjectReference": (36, 50),
    "dataStoreReference": (50, 50),
}
_POOL = 60


def check(model: BpmnModel) -> Iterator[tuple[FlowElement, str]]:
    for element in model.of_kind(*_SIZES, "participant"):
        for shape in drawn(model).get(element.id, ()):
            width, height = _expected(element, shape)
            found = shape.bounds
            if found and (found.width, found.height) != (width or found.width, height or found.height):
                size = f"{width} by {height}" if width and height else f"{width or height} across"
                yield (
                    element,
                    f"{sentence(named(element))} is drawn {found.width:g} by {found.height:g}, though {size} is usual. "
                    "Give its shape that size.",
                )


def _expected(element: FlowElement, shape: Drawing) -> tuple[int | None, int | None]:
    """Width and height; None for what may be anything."""
    if element.kind == "participant":
        if any(reference.role == "processRef" for reference in element.references):
            return None, None
        return (_POOL, None) if shape.says("isHorizontal") is False else (None, _POOL)
    if element.kind in SUBPROCESSES and shape.says("isExpanded"):
        return None, None
    return _SIZES[element.kind]

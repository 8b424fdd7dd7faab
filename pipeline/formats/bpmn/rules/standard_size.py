"""Shape does not have the standard size.

**Why.** Where all tasks are of one size and all events of another, a diagram is quiet, and what is larger is so for a
reason. The sizes are those of the modellers of bpmn.io: activities 100 by 80, gateways 50 by 50, events 36 by 36, data
objects 36 by 50, data stores 50 by 50, an empty pool 60 across. What is expanded is as large as it must be. Off unless
a configuration turns it on: each tool has sizes of its own, which a configuration can state:

```toml
[rules]
standard-size = { level = "info", activity = [120, 90], event = [40, 40] }
```

The others are `gateway`, `data-object` and `data-store`, with a width and a height, and `pool`, one number.

**Fix.** Give the shape that size.

**Example.** Reported:

```xml
<bpmndi:BPMNShape bpmnElement="Pack">
  <dc:Bounds x="0" y="0" width="120" height="80"/>
</bpmndi:BPMNShape>
```
"""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from pipeline.formats.bpmn.facts.drawing import Drawing, drawn
from pipeline.formats.bpmn.model import BpmnModel
from pipeline.ir.finding import Severity
from pipeline.ir.frozen import Frozen
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import ACTIVITIES, EVENTS, GATEWAYS, SUBPROCESSES, FlowElement

SEVERITY = Severity.INFO
ON = False
ALIASES = ("bpmnlint/standard-size",)
_SORTS = {
    **dict.fromkeys(ACTIVITIES, "activity"),
    **dict.fromkeys(GATEWAYS, "gateway"),
    **dict.fromkeys(EVENTS, "event"),
    "dataObjectReference": "data_object",
    "dataStoreReference": "data_store",
}

Length = Annotated[float, Field(gt=0, le=100_000, allow_inf_nan=False)]
Size = tuple[Length, Length]


class Options(Frozen):
    """The sizes that are usual: width and height, in the units of the drawing."""

    activity: Size = (100, 80)
    gateway: Size = (50, 50)
    event: Size = (36, 36)
    data_object: Size = (36, 50)
    data_store: Size = (50, 50)
    pool: Length = 60
    """The size of an empty pool across its direction."""


def check(model: BpmnModel, options: Options) -> Iterator[tuple[FlowElement, str]]:
    for element in model.of_kind(*_SORTS, "participant"):
        for shape in drawn(model).get(element.id, ()):
            width, height = _expected(element, shape, options)
            found = shape.bounds
            if found and (found.width, found.height) != (width or found.width, height or found.height):
                size = f"{width:g} by {height:g}" if width and height else f"{width or height:g} across"
                yield (
                    element,
                    f"{sentence(named(element))} is drawn {found.width:g} by {found.height:g}, though {size} is usual. "
                    "Give its shape that size.",
                )


def _expected(element: FlowElement, shape: Drawing, options: Options) -> tuple[float | None, float | None]:
    """Return the standard width and height; None if every size is allowed."""
    if element.kind == "participant":
        if any(reference.role == "processRef" for reference in element.references):
            return None, None
        return (options.pool, None) if shape.says("isHorizontal") is False else (None, options.pool)
    if element.kind in SUBPROCESSES and shape.says("isExpanded"):
        return None, None
    width, height = getattr(options, _SORTS[element.kind])
    return width, height

"""Shapes overlap, or stick out of their container.

**Why.** What a diagram shows of two shapes on one place is the upper one, and a step that is drawn outside its
sub-process or pool looks as if it belonged elsewhere. A boundary event lies on its activity; data stores may stand
outside a pool. Shapes are compared within one diagram and level: each with at most the hundred that begin next to the
right of it.

**Fix.** Move one of them, or make what surrounds it larger.

**Example.** Both are reported:

```xml
<bpmndi:BPMNShape bpmnElement="Pack">
  <dc:Bounds x="0" y="0" width="100" height="80"/>
</bpmndi:BPMNShape>
<bpmndi:BPMNShape bpmnElement="Ship">
  <dc:Bounds x="50" y="20" width="100" height="80"/>
</bpmndi:BPMNShape>
```
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from pipeline.formats.bpmn.facts.drawing import Bounds, drawn
from pipeline.formats.bpmn.model import BpmnModel
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FLOW_NODES, SUBPROCESSES, FlowElement

SEVERITY = Severity.INFO
ALIASES = ("bpmnlint/no-overlapping-elements",)
_SHAPES = FLOW_NODES | {"dataObjectReference", "dataStoreReference", "participant"}
_COMPARED = 100
"""Number of shapes to the right with which a shape is compared; it limits the cost for every document."""


class _Shape(NamedTuple):
    element: FlowElement
    bounds: Bounds
    expanded: bool


def check(model: BpmnModel) -> Iterator[tuple[FlowElement, str, str]]:
    levels: dict[tuple[int, str | None], list[_Shape]] = defaultdict(list)
    for element in model.of_kind(*_SHAPES):
        for drawing in drawn(model).get(element.id, ()):
            if drawing.bounds is not None:
                shape = _Shape(element, drawing.bounds, drawing.says("isExpanded") is True)
                levels[drawing.diagram, element.parent].append(shape)
    around = _around(model, levels)
    for place, shapes in levels.items():
        yield from _overlapping(shapes)
        if place in around:
            yield from _sticking_out(shapes, around[place])


def _around(
    model: BpmnModel, levels: dict[tuple[int, str | None], list[_Shape]]
) -> dict[tuple[int, str | None], _Shape]:
    """Return the shapes of pools and expanded sub-processes, by diagram and container."""
    found: dict[tuple[int, str | None], _Shape] = {}
    for (diagram, _), shapes in levels.items():
        for shape in shapes:
            if shape.element.kind in SUBPROCESSES and shape.expanded:
                found[diagram, shape.element.id] = shape
            elif shape.element.kind == "participant":
                process = next((ref.element for ref in shape.element.references if ref.role == "processRef"), None)
                if process is not None:
                    found[diagram, process] = shape
    return found


def _overlapping(shapes: list[_Shape]) -> Iterator[tuple[FlowElement, str, str]]:
    ordered = sorted(shapes, key=lambda shape: shape.bounds.x)
    other: dict[str, FlowElement] = {}
    for number, shape in enumerate(ordered):
        for right in islice(ordered, number + 1, number + 1 + _COMPARED):
            if right.bounds.x > shape.bounds.x + shape.bounds.width:
                break
            if _on_each_other(shape, right):
                other.setdefault(shape.element.id, right.element)
                other.setdefault(right.element.id, shape.element)
    for shape in shapes:
        if over := other.pop(shape.element.id, None):
            yield (
                shape.element,
                f"{sentence(named(shape.element))} and {named(over)} are drawn on each other. Move one of them.",
                "overlap",
            )


def _on_each_other(left: _Shape, right: _Shape) -> bool:
    one, two = left.bounds, right.bounds
    attached = left.element.attached_to == right.element.id or right.element.attached_to == left.element.id
    return not attached and one.y + one.height >= two.y and two.y + two.height >= one.y


def _sticking_out(shapes: list[_Shape], around: _Shape) -> Iterator[tuple[FlowElement, str, str]]:
    outer = around.bounds
    for shape in shapes:
        inner = shape.bounds
        inside = (
            outer.x <= inner.x
            and outer.y <= inner.y
            and inner.x + inner.width <= outer.x + outer.width
            and inner.y + inner.height <= outer.y + outer.height
        )
        if not inside and shape.element.kind != "dataStoreReference":
            yield (
                shape.element,
                f"{sentence(named(shape.element))} is drawn outside of {named(around.element)}, to which it belongs. "
                "Move it inside.",
                "outside",
            )

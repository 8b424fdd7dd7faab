"""Element is not drawn.

**Why.** Tools show the diagram: an element without a shape or edge in it is there, and runs, and nobody sees it. A
document without any diagram, such as a program writes, is meant to be read otherwise and is not asked; nor are parts of
a process none of whose elements is drawn, as of a participant that is shown closed, or of a sub-process that is not
drawn expanded.

**Fix.** Draw it in a modelling tool, or delete it if it is a leftover.

**Example.** `Refund` is reported, because only `Pack` has a shape:

```xml
<process id="Order">
  <task id="Pack"/>
  <task id="Refund"/>
</process>
<bpmndi:BPMNDiagram>
  <bpmndi:BPMNPlane bpmnElement="Order">
    <bpmndi:BPMNShape bpmnElement="Pack">
      <dc:Bounds x="0" y="0" width="100" height="80"/>
    </bpmndi:BPMNShape>
  </bpmndi:BPMNPlane>
</bpmndi:BPMNDiagram>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.drawing import drawings, drawn
from pipeline.formats.bpmn.model import BpmnModel
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FLOW_NODES, FlowElement

SEVERITY = Severity.INFO
ALIASES = ("bpmnlint/no-bpmndi",)
SOURCE = "BPMN 2.0.2, 12.1"
_VISIBLE = FLOW_NODES | {
    "sequenceFlow", "dataObjectReference", "dataStoreReference", "participant", "group", "textAnnotation",
    "association", "lane", "messageFlow",
}  # fmt: skip


def check(model: BpmnModel) -> Iterator[tuple[FlowElement, str]]:
    shown = drawn(model)
    around = {model.by_id[each].parent for each in shown} | _opened(model)
    for element in model.of_kind(*_VISIBLE) if around else ():
        if element.id not in shown and element.parent in around:
            yield (
                element,
                f"{sentence(named(element))} is not drawn, so a diagram hides that it is there. Draw it or delete it.",
            )


def _opened(model: BpmnModel) -> set[str | None]:
    """Return what is drawn open, or has a diagram of its own: all that is directly inside can be drawn."""
    return {each.element for each in drawings(model) if each.kind == "plane" or each.says("isExpanded")} - {None}

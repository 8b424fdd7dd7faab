"""Sub-process is collapsed, which the release cannot show.

**Why.** Before 8.4 the web tools of Camunda 8 show a process as one picture: what happens in a sub-process that is
drawn closed, on a plane of its own, cannot be seen there.

**Fix.** Draw it open (`isExpanded="true"`), or use Camunda 8.4 or later.

**Example.** `Pack` is reported for `camunda-8@8.3`:

```xml
<bpmndi:BPMNShape id="Pack_di" bpmnElement="Pack" isExpanded="false"/>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.engines.releases import knows
from pipeline.formats.bpmn.facts.drawing import drawn
from pipeline.formats.bpmn.facts.executable import executed
from pipeline.formats.bpmn.model import BpmnModel
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.ruleset import Release
from pipeline.ir.workflow import FlowElement

SEVERITY = Severity.WARNING
TARGET = "camunda-8"
SOURCE = "Camunda 8 documentation, release notes of 8.4"
ALIASES = ("camunda-compat/collapsed-subprocess",)

_SHOWN = (8, 4)


def check(model: BpmnModel, version: Release) -> Iterator[tuple[FlowElement, str]]:
    for container in executed(model, "subProcess") if not knows(version, _SHOWN) else ():
        shapes = (each for each in drawn(model).get(container.id, ()) if each.kind == "shape")
        if any(shape.says("isExpanded") is not True for shape in shapes):
            yield container, f"{sentence(named(container))} is drawn closed. Draw it open."

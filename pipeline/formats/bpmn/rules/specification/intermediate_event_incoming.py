"""Intermediate event has no incoming flow.

**Why.** An intermediate event happens on the way: a sequence flow leads to it. Where a process has no start event, one
without an incoming flow is taken for its beginning, and then a start event is what is meant. A link that is caught has
no incoming flow, for it continues where the link was thrown. Where there is a start event, an intermediate one that
nothing leads to can never be reached, and is reported as that.

**Fix.** Make it a start event, or lead a sequence flow to it.

**Example.** `Ordered` is reported:

```xml
<process id="Ship">
  <intermediateCatchEvent id="Ordered"><messageEventDefinition/></intermediateCatchEvent>
  <task id="Pack"/>
  <sequenceFlow id="Flow_1" sourceRef="Ordered" targetRef="Pack"/>
</process>
```
"""

from collections.abc import Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.tokens.scopes import entries
from pipeline.ir.workflow import CONTAINERS, FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("bpmnlint/no-implicit-start", "BPMNspector/EXT.115")
SOURCE = "BPMN 2.0.2, 10.5.4"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for container in model.of_kind(*(CONTAINERS - {"adHocSubProcess"})):
        for node in entries(model, container):
            if node.kind in {"intermediateCatchEvent", "intermediateThrowEvent"}:
                yield (
                    node,
                    f"{sentence(named(node))} begins {named(container)}, for nothing leads to it. "
                    "Make it a start event, or lead a sequence flow to it.",
                )

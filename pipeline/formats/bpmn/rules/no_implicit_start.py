"""Path begins without a start event.

**Why.** Without a start event a process or sub-process begins at every step that no flow leads to. That is allowed, but
each such step is easily one to which a flow was forgotten, and an end event that nothing leads to ends nothing. Where
there is a start event such a step never runs, which is reported as that; intermediate events have a rule of their own.

**Fix.** Lead a flow to it, or put a start event before it.

**Example.** `Pack` is reported:

```xml
<task id="Pack"/>
<endEvent id="Done"/>
<sequenceFlow id="Flow_1" sourceRef="Pack" targetRef="Done"/>
```
"""

from collections.abc import Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.tokens.scopes import entries, is_start
from pipeline.ir.workflow import ACTIVITIES, CONTAINERS, GATEWAYS, FlowElement, WorkflowModel

SEVERITY = Severity.INFO
ALIASES = ("bpmnlint/no-implicit-start", "BPMNspector/EXT.107")
SOURCE = "BPMN 2.0.2, 10.5.2"
_ASKED = ACTIVITIES | GATEWAYS | {"endEvent"}


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for container in model.of_kind(*CONTAINERS - {"adHocSubProcess"}):
        for node in entries(model, container):
            if node.kind in _ASKED and not is_start(node):
                yield (
                    node,
                    f"{sentence(named(node))} has no incoming flow, so {named(container)} begins there. "
                    "Lead a flow to it, or put a start event before it.",
                )

"""Path splits without a gateway.

**Why.** Several flows that leave an activity or event without a condition are all taken, as behind a parallel gateway
(BPMN 2.0.2, 13.3.1). Readers often take them for alternatives.

**Fix.** Put a parallel gateway there if all are meant, an exclusive one if only one is.

**Example.** `Pack` is reported:

```xml
<task id="Pack"/>
<sequenceFlow id="Flow_1" sourceRef="Pack" targetRef="Ship"/>
<sequenceFlow id="Flow_2" sourceRef="Pack" targetRef="Bill"/>
```
"""

from collections.abc import Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import ACTIVITIES, EVENTS, FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("bpmnlint/no-implicit-split",)
SOURCE = "BPMN 2.0.2, 13.3.1"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for node in model.of_kind(*ACTIVITIES, *EVENTS):
        taken = [
            flow
            for flow in model.outgoing.get(node.id, ())
            if flow.id != node.default and not (flow.condition and flow.condition.text.strip())
        ]
        if len(taken) > 1:
            yield (
                node,
                f"{sentence(named(node))} is left by {len(taken)} flows without a condition, and all are taken. Put a "
                "parallel gateway after it, or an exclusive one if only one is meant.",
            )

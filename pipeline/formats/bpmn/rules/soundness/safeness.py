"""Path is taken twice at once.

**Why.** Two tokens on one flow run what follows twice, at the same time and on the same data. The usual cause is a
parallel split whose paths meet in an exclusive gateway, or in an activity itself.

**Fix.** Join parallel paths with a parallel gateway.

**Example.** What follows `Merge` runs twice:

```xml
<parallelGateway id="Split"/>
<sequenceFlow id="Flow_1" sourceRef="Split" targetRef="Merge"/>
<sequenceFlow id="Flow_2" sourceRef="Split" targetRef="Merge"/>
<exclusiveGateway id="Merge"/>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.soundness.memory import of_kind
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("bpmn-analyzer/safeness",)


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str, str, tuple[str, ...]]]:
    for found in of_kind(model, "safeness"):
        yield (
            found.element,
            f"{sentence(named(found.element))} can be reached by two tokens at once, and then runs twice. "
            "Join the parallel paths that the trace shows with a parallel gateway.",
            "",
            found.trace,
        )

"""End event is reached twice in one run.

**Why.** An end event that is reached twice says that something ended while a part of it still ran, and that it ends
again. What is sent or counted there is sent and counted twice.

**Fix.** Join the paths before the end event, or give each its own.

**Example.** `Done` is reported: both paths run, and each ends there.

```xml
<parallelGateway id="Split"/>
<sequenceFlow id="Flow_1" sourceRef="Split" targetRef="Done"/>
<sequenceFlow id="Flow_2" sourceRef="Split" targetRef="Done"/>
<endEvent id="Done"/>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.soundness.memory import of_kind
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.INFO
ALIASES = ("bpmn-analyzer/proper-completion",)


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str, str, tuple[str, ...]]]:
    for found in of_kind(model, "proper-completion"):
        yield (
            found.element,
            f"{sentence(named(found.element))} can be reached twice in one run. "
            "Join the paths that the trace shows, or give each an end event of its own.",
            "",
            found.trace,
        )

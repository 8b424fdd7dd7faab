"""Process can go round for ever.

**Why.** A process that goes round for ever holds its data and its caller, and nobody is told.

**Fix.** Give the circle a way out, and let it lead to an end event.

**Example.** `Ask` and `Wait` follow each other, and nothing else follows them:

```xml
<task id="Ask"/>
<task id="Wait"/>
<sequenceFlow id="Flow_1" sourceRef="Ask" targetRef="Wait"/>
<sequenceFlow id="Flow_2" sourceRef="Wait" targetRef="Ask"/>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.soundness.memory import of_kind
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("bpmn-analyzer/option-to-complete",)


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str, str, tuple[str, ...]]]:
    for found in of_kind(model, "option-to-complete"):
        yield (
            found.element,
            f"From {named(found.element)} on the process goes round and can never end. "
            "Give the circle that the trace shows a way out.",
            "",
            found.trace,
        )

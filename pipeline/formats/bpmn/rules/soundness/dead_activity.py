"""Activity can never run.

**Why.** What can never run was meant to run, or should not be there. Readers take it for a part of the process.
The finding gives the reason: a deadlock before it, an event that nothing throws, a message that nobody sends, a
condition that never holds. Of a sub-process that never runs, nothing inside is reported.

**Fix.** Remove the reason, or what can never run.

**Example.** `Ship` is reported: the join before it waits for ever, since only one of its paths is taken.

```xml
<exclusiveGateway id="Split"/>
<parallelGateway id="Join"/>
<sequenceFlow id="Flow_1" sourceRef="Split" targetRef="Join"/>
<sequenceFlow id="Flow_2" sourceRef="Split" targetRef="Join"/>
<sequenceFlow id="Flow_3" sourceRef="Join" targetRef="Ship"/>
<task id="Ship"/>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.soundness.memory import of_kind
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("bpmn-analyzer/no-dead-activities",)


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str, str, tuple[str, ...]]]:
    for found in of_kind(model, "dead-activity"):
        yield (
            found.element,
            f"{sentence(named(found.element))} can never run, {found.reason}. {found.advice}",
            "",
            found.trace,
        )

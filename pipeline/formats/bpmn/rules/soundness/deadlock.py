"""Process can wait for ever.

**Why.** What waits for a token that cannot come any more keeps its process, and whoever waits for that, from ending.
The usual cause is a split of one kind and a join of another; between processes, a message that is not sent on every
path. The finding says what is waited for.

**Fix.** Follow the trace of the finding. Join alternatives with an exclusive gateway, parallel paths with a parallel
one, and inclusive ones with an inclusive one.

**Example.** `Join` is reported: only one of its two paths is taken.

```xml
<exclusiveGateway id="Split"/>
<sequenceFlow id="Flow_1" sourceRef="Split" targetRef="Pack"/>
<sequenceFlow id="Flow_2" sourceRef="Split" targetRef="Bill"/>
<sequenceFlow id="Flow_3" sourceRef="Pack" targetRef="Join"/>
<sequenceFlow id="Flow_4" sourceRef="Bill" targetRef="Join"/>
<parallelGateway id="Join"/>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.soundness.memory import of_kind
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("bpmn-analyzer/option-to-complete",)


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str, str, tuple[str, ...]]]:
    for found in of_kind(model, "deadlock"):
        yield (
            found.element,
            f"{sentence(named(found.element))} can wait for ever {found.reason}. {found.advice}",
            "",
            found.trace,
        )

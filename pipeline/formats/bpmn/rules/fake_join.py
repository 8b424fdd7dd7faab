"""Activity or event joins several flows without a gateway.

**Why.** Several flows into an activity or event do not wait: it runs once for each that arrives. After alternatives
that is meant, after parallel paths hardly ever, and the diagram looks the same.

**Fix.** Put a gateway before it: an exclusive one to merge alternatives, a parallel one to wait for all.

**Example.** `Ship` is reported:

```xml
<task id="Ship"/>
<sequenceFlow id="Flow_1" sourceRef="Pack" targetRef="Ship"/>
<sequenceFlow id="Flow_2" sourceRef="Bill" targetRef="Ship"/>
```
"""

from collections.abc import Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import ACTIVITIES, EVENTS, FlowElement, WorkflowModel

SEVERITY = Severity.INFO
ALIASES = ("bpmnlint/fake-join",)


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for node in model.of_kind(*ACTIVITIES, *EVENTS):
        ways_in = len(model.incoming.get(node.id, ()))
        if ways_in > 1:
            yield (
                node,
                f"{sentence(named(node))} does not wait for its {ways_in} incoming flows: it runs for each of them. "
                "Put an exclusive gateway before it if that is meant, a parallel one if it has to wait.",
            )

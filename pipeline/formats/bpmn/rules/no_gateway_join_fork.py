"""Gateway both joins and forks.

**Why.** One with several flows in and several out does both at once, and readers differ in what they expect: does it
wait for all that comes in before it chooses what goes out? What it does follows from its type, not from the picture.

**Fix.** Put two gateways in its place, one that joins, followed by one that forks.

**Example.** Reported, because `Check` has two flows in and two out:

```xml
<exclusiveGateway id="Check"/>
<sequenceFlow id="In_1" sourceRef="Start" targetRef="Check"/>
<sequenceFlow id="In_2" sourceRef="Repair" targetRef="Check"/>
<sequenceFlow id="Out_1" sourceRef="Check" targetRef="Repair"/>
<sequenceFlow id="Out_2" sourceRef="Check" targetRef="Done"/>
```
"""

from collections.abc import Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import GATEWAYS, FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("bpmnlint/no-gateway-join-fork",)


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for gateway in model.of_kind(*GATEWAYS):
        ways_in, ways_out = len(model.incoming.get(gateway.id, ())), len(model.outgoing.get(gateway.id, ()))
        if ways_in > 1 and ways_out > 1:
            yield (
                gateway,
                f"{sentence(named(gateway))} joins {ways_in} flows and forks into {ways_out}. "
                "Use one gateway to join them and a second one to fork.",
            )

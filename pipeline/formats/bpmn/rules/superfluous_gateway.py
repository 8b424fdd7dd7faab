"""Gateway neither joins nor forks.

**Why.** One with a single flow in and a single one out does nothing; perhaps a way out was forgotten.

**Fix.** Add the flows that are missing, or connect its neighbours and delete it.

**Example.** `Check` is reported:

```xml
<exclusiveGateway id="Check"/>
<sequenceFlow id="Flow_1" sourceRef="Pack" targetRef="Check"/>
<sequenceFlow id="Flow_2" sourceRef="Check" targetRef="Ship"/>
```
"""

from collections.abc import Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import GATEWAYS, FlowElement, WorkflowModel

SEVERITY = Severity.INFO
ALIASES = ("bpmnlint/superfluous-gateway", "BPMNspector/EXT.135")
SOURCE = "BPMN 2.0.2, 10.6"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for gateway in model.of_kind(*GATEWAYS):
        if len(model.incoming.get(gateway.id, ())) == len(model.outgoing.get(gateway.id, ())) == 1:
            yield (
                gateway,
                f"{sentence(named(gateway))} has one flow in and one out, so it does nothing. "
                "Add what is missing, or leave it out.",
            )

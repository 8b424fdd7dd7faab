"""Inclusive gateway joins, which the release cannot do.

**Why.** From 8.1 to 8.5 Camunda 8 runs an inclusive gateway with one incoming flow only.

**Fix.** Join with other gateways, or deploy to 8.6 or later.

**Example.** `Join` is reported for `camunda-8@8.5`:

```xml
<inclusiveGateway id="Join"/>
<sequenceFlow id="A" sourceRef="Pack" targetRef="Join"/>
<sequenceFlow id="B" sourceRef="Bill" targetRef="Join"/>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.engines.releases import knows
from pipeline.formats.bpmn.facts.executable import executed
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.ruleset import Release
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.ERROR
TARGET = "camunda-8"
SOURCE = "Camunda 8 documentation, Inclusive gateway"
ALIASES = ("camunda-compat/inclusive-gateway",)

_JOINS = (8, 6)


def check(model: WorkflowModel, version: Release) -> Iterator[tuple[FlowElement, str]]:
    for gateway in executed(model, "inclusiveGateway") if not knows(version, _JOINS) else ():
        if len(model.incoming.get(gateway.id, ())) > 1:
            yield gateway, f"{sentence(named(gateway))} joins, which Camunda 8.6 and later do. Join in another way."

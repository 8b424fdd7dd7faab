"""Inclusive gateway is used.

**Why.** One that joins waits for every token that can still arrive, which is hard to see in a diagram and costs an
engine a search through it; some engines do without. Off unless a configuration turns it on.

**Fix.** Decide with exclusive gateways, one for each question, between the two parallel gateways that fork and join.

**Example.** Reported:

```xml
<inclusiveGateway id="Extras"/>
```
"""

from collections.abc import Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.INFO
ON = False
ALIASES = ("bpmnlint/no-inclusive-gateway",)


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for gateway in model.of_kind("inclusiveGateway"):
        yield (
            gateway,
            f"{sentence(named(gateway))} makes it hard to see what is waited for. Use exclusive and parallel gateways.",
        )

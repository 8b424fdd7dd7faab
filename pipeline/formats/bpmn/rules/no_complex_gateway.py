"""Complex gateway is used.

**Why.** When it goes on is said by an expression that the diagram does not show, and hardly any engine runs it. Off
unless a configuration turns it on: the standard has it, and some models need it.

**Fix.** Say the same with exclusive, inclusive and parallel gateways.

**Example.** Reported:

```xml
<complexGateway id="TwoOfThree"/>
```
"""

from collections.abc import Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.INFO
ON = False
ALIASES = ("bpmnlint/no-complex-gateway",)


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for gateway in model.of_kind("complexGateway"):
        yield (
            gateway,
            f"{sentence(named(gateway))} does not show when it goes on, and few engines run it. "
            "Use exclusive, inclusive or parallel gateways.",
        )

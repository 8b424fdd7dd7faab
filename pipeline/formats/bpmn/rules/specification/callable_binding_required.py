"""Supported interface has no binding.

**Why.** A process or global task that supports an interface is a service. Without an input-output binding nothing says
which data input an operation's message becomes, and which data output its answer.

**Fix.** Add an `ioBinding` for each operation.

**Example.** `Ship` is reported:

```xml
<process id="Ship" isExecutable="true">
  <supportedInterfaceRef>Shipping</supportedInterfaceRef>
</process>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.data_flow import states
from pipeline.formats.bpmn.facts.exchange import offering
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.064",)
SOURCE = "BPMN 2.0.2, 10.3.6"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for service in offering(model):
        if not states(model, service, "ioBinding"):
            yield (
                service,
                f"{sentence(named(service))} offers an interface but binds none of its operations to its data. "
                "Add an ioBinding for each.",
            )

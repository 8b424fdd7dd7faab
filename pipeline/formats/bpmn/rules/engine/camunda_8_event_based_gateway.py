"""Event-based gateway has fewer than two ways out.

**Why.** It waits for the first of several events; Camunda 8 refuses a process in which there is nothing to choose.

**Fix.** Lead it to at least two events, or leave it out.

**Example.** `First` is reported:

```xml
<eventBasedGateway id="First"/>
<sequenceFlow id="To_Paid" sourceRef="First" targetRef="Paid"/>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.executable import executed
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.ruleset import Release
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.ERROR
TARGET = "camunda-8"
SOURCE = "Camunda 8 documentation, Event-based gateway"


def check(model: WorkflowModel, _version: Release) -> Iterator[tuple[FlowElement, str]]:
    for gateway in executed(model, "eventBasedGateway"):
        ways = len(model.outgoing.get(gateway.id, ()))
        if ways < 2:
            yield (
                gateway,
                f"{sentence(named(gateway))} has {ways or 'no'} way{'s' if ways != 1 else ''} out, and Camunda 8 asks "
                "for two. Lead it to at least two events, or leave it out.",
            )

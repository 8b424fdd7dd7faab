"""Condition is missing from a decision, or stands where nothing decides.

**Why.** An exclusive or inclusive gateway takes the ways whose conditions hold, and its default where none does. A way
without a condition beside others is refused; a condition after anything else is never asked.

**Fix.** Give each way of the gateway a condition, but for its default. After an activity, put a gateway.

**Example.** `No` is reported:

```xml
<exclusiveGateway id="Paid"/>
<sequenceFlow id="Yes" sourceRef="Paid" targetRef="Ship"><conditionExpression>=paid</conditionExpression></sequenceFlow>
<sequenceFlow id="No" sourceRef="Paid" targetRef="Remind"/>
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
SOURCE = "Camunda 8 documentation, Exclusive gateway; Inclusive gateway"
ALIASES = ("camunda-compat/sequence-flow-condition",)

_DECIDE = frozenset({"exclusiveGateway", "inclusiveGateway"})


def check(model: WorkflowModel, _version: Release) -> Iterator[tuple[FlowElement, str]]:
    for flow in executed(model, "sequenceFlow"):
        source = model.by_id.get(flow.source or "")
        if source is None:
            continue
        if source.kind not in _DECIDE:
            if flow.condition is not None:
                yield flow, f"{sentence(named(flow))} has a condition that is never asked. Put a gateway before it."
        elif flow.condition is None and source.default != flow.id and len(model.outgoing[source.id]) > 1:
            yield flow, f"{sentence(named(flow))} leaves a decision without a condition. State one, or make it default."

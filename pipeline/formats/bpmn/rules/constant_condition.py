"""Condition is always or never true.

**Why.** A condition without data decides nothing: under one that is never true a flow is never taken, and beside one
that is always true the default flow is not. It is mostly left over from a test, or a value was meant that has no name.

**Fix.** State the condition that was meant, or remove the flow that is never taken.

**Example.** `Flow_1` is reported, because 1 is never 2:

```xml
<exclusiveGateway id="Paid" default="Flow_2"/>
<sequenceFlow id="Flow_1" sourceRef="Paid" targetRef="Ship">
  <conditionExpression>${1 == 2}</conditionExpression>
</sequenceFlow>
<sequenceFlow id="Flow_2" sourceRef="Paid" targetRef="Remind"/>
```
"""

from collections.abc import Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, quoted
from pipeline.ir.tokens.constants import constant
from pipeline.ir.tokens.ways import Leaving, leaving
from pipeline.ir.workflow import FLOW_NODES, FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
SOURCE = "BPMN 2.0.2, 8.4.13"
_NEVER = "never true, so that flow is never taken. State what was meant, or remove the flow."


_DECIDING = FLOW_NODES - {"parallelGateway", "eventBasedGateway"}


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for node in model.of_kind(*_DECIDING):
        flows = model.outgoing.get(node.id, ())
        if any(flow.condition is not None for flow in flows):
            yield from _constant(leaving(node, flows))


def _constant(left: Leaving) -> Iterator[tuple[FlowElement, str]]:
    for flow in left.asked:
        holds = constant(flow.condition)
        if flow.condition is not None and holds is not None:
            about = f"The condition {quoted(flow.condition.text)} of {named(flow)} is"
            yield flow, f"{about} always true, {_beside(left)}." if holds else f"{about} {_NEVER}"


def _beside(left: Leaving) -> str:
    """Say what becomes of the other flows beside one that is always taken."""
    if left.how == "one":
        return "so no flow that is asked after it is taken. State what was meant, or remove what is never taken"
    if left.default is not None:
        return f"so {named(left.default)} is never taken. State what was meant, or remove that flow"
    return "so it decides nothing. State what was meant, or remove the condition"

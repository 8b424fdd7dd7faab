"""Where a decision is made, every way out has a condition or is the default.

**Why.** A flow without either, beside others that have one, does not say when it is taken: never, always, or when
nothing else fits? Asked of exclusive and inclusive gateways with several ways out, and of every activity or gateway
that has a conditional flow or a default. Parallel and event-based gateways ignore conditions and are not asked.
It is no error: a decision without conditions can still be made by a person or by code.

**Fix.** Give the flow a condition, or make it the default flow.

**Example.** `Flow_2` is reported:

```xml
<exclusiveGateway id="InStock"/>
<sequenceFlow id="Flow_1" sourceRef="InStock" targetRef="Ship">
  <conditionExpression>stock > 0</conditionExpression>
</sequenceFlow>
<sequenceFlow id="Flow_2" sourceRef="InStock" targetRef="Order"/>
```
"""

from collections.abc import Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.workflow import ACTIVITIES, GATEWAYS, Element, WorkflowModel
from pipeline.validate.naming import named, sentence

SEVERITY = Severity.WARNING
_DECIDING = ACTIVITIES | GATEWAYS - {"parallelGateway", "eventBasedGateway"}


def check(model: WorkflowModel) -> Iterator[tuple[Element, str]]:
    """Sequence flows without a condition that leave a decision and are not its default."""
    for node in model.of_kind(*_DECIDING):
        ways_out = model.outgoing.get(node.id, ())
        for flow in ways_out if _decides(node, ways_out) else ():
            if flow.id != node.default and not _conditional(flow):
                yield (
                    flow,
                    f"{sentence(named(flow))} leaves the decision {named(node)} without a condition. "
                    "Give it one, or make it the default flow.",
                )


def _decides(node: Element, ways_out: tuple[Element, ...]) -> bool:
    if node.kind in {"exclusiveGateway", "inclusiveGateway"} and len(ways_out) > 1:
        return True
    return node.default is not None or any(_conditional(flow) for flow in ways_out)


def _conditional(flow: Element) -> bool:
    return flow.condition is not None and bool(flow.condition.text.strip())

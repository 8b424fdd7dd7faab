"""Two flows of a decision have the same condition.

**Why.** An exclusive decision takes the first flow whose condition holds, so the second one is never taken; an
inclusive one always takes both. Mostly a condition was copied, and not changed.

**Fix.** State the condition that was meant for the second flow, or remove it.

**Example.** `Flow_2` is reported:

```xml
<exclusiveGateway id="Large"/>
<sequenceFlow id="Flow_1" sourceRef="Large" targetRef="Approve">
  <conditionExpression>${n > 5}</conditionExpression>
</sequenceFlow>
<sequenceFlow id="Flow_2" sourceRef="Large" targetRef="Ship">
  <conditionExpression>${n > 5}</conditionExpression>
</sequenceFlow>
```
"""

from collections.abc import Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, quoted, sentence
from pipeline.ir.tokens.ways import Leaving, leaving
from pipeline.ir.workflow import FLOW_NODES, FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
SOURCE = "BPMN 2.0.2, 8.4.13"


_DECIDING = FLOW_NODES - {"parallelGateway", "eventBasedGateway"}


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for node in model.of_kind(*_DECIDING):
        flows = model.outgoing.get(node.id, ())
        if sum(flow.condition is not None for flow in flows) > 1:
            yield from _repeated(leaving(node, flows))


def _repeated(left: Leaving) -> Iterator[tuple[FlowElement, str]]:
    what = "so it is never taken" if left.how == "one" else "so both are always taken together"
    first: dict[tuple[str, str | None], FlowElement] = {}
    for flow in left.asked:
        text = _plain(flow.condition.text) if flow.condition else ""
        before = first.setdefault((text, flow.condition.language if flow.condition else None), flow)
        if text and before is not flow:
            yield (
                flow,
                f"{sentence(named(flow))} has the condition {quoted(text)} of {named(before)}, {what}. "
                "State the condition that was meant, or remove one of the flows.",
            )


def _plain(text: str) -> str:
    """Return a condition without the space between its parts that means nothing."""
    return " ".join(text.split())

"""Way out of a decision has neither a condition nor is the default.

**Why.** A flow without either, beside others that have one, does not say when it is taken: never, always, or when
nothing else fits? Asked of every activity and gateway with a conditional flow or a default; parallel and event-based
gateways ignore conditions and are not asked. An exclusive or inclusive gateway that forks with no condition at all is
reported once, itself. None of this is an error: what is not stated can still be decided by a person or by code.

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

from collections.abc import Iterator, Sequence

from pipeline.ir.edit import Edit, SetAttribute
from pipeline.ir.finding import Finding, Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import ACTIVITIES, GATEWAYS, FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("bpmnlint/conditional-flows",)
SOURCE = "BPMN 2.0.2, 8.4.13"
_DECIDING = ACTIVITIES | GATEWAYS - {"parallelGateway", "eventBasedGateway"}


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for node in model.of_kind(*_DECIDING):
        ways_out = model.outgoing.get(node.id, ())
        if node.default is not None or any(_conditional(flow) for flow in ways_out):
            yield from _forgotten(node, ways_out)
        elif node.kind in {"exclusiveGateway", "inclusiveGateway"} and len(ways_out) > 1:
            yield (
                node,
                f"{sentence(named(node))} does not say how it decides: none of its {len(ways_out)} flows has a "
                "condition. Give each one, and make one of them the default.",
            )


def _forgotten(node: FlowElement, ways_out: tuple[FlowElement, ...]) -> Iterator[tuple[FlowElement, str]]:
    for flow in ways_out:
        if flow.id != node.default and not _conditional(flow):
            yield (
                flow,
                f"{sentence(named(flow))} leaves {named(node)} without a condition, though another flow has one or is "
                "the default. Give it one, or make it the default.",
            )


def _conditional(flow: FlowElement) -> bool:
    return flow.condition is not None and bool(flow.condition.text.strip())


def fix(model: WorkflowModel, finding: Finding) -> Sequence[Edit]:
    """Make a flow the default of its exclusive gateway if it is the last way out and the only unconditional one."""
    flow = model.by_id[finding.element or ""]
    gateway = model.by_id.get(flow.source or "")
    if gateway is None or gateway.kind != "exclusiveGateway" or "default" in gateway.attributes:
        return []
    ways_out = model.outgoing[gateway.id]
    alone = ways_out[-1] is flow and sum(not _conditional(each) for each in ways_out) == 1
    return [SetAttribute(element=gateway.id, name="default", value=flow.source_id)] if alone and flow.source_id else []

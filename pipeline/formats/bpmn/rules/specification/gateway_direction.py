"""Gateway contradicts its direction.

**Why.** `gatewayDirection` states whether a gateway joins (converging), forks (diverging), or does both (mixed). Where
the flows say otherwise, one of the two is a mistake, and tools disagree on which they follow.

**Fix.** Correct the flows, or the direction; `Unspecified` fits any.

**Example.** `Join` is reported for its two ways out:

```xml
<exclusiveGateway id="Join" gatewayDirection="Converging"/>
<sequenceFlow id="Flow_1" sourceRef="Join" targetRef="Pack"/>
<sequenceFlow id="Flow_2" sourceRef="Join" targetRef="Bill"/>
```
"""

from collections.abc import Iterator, Sequence

from pipeline.ir.edit import Edit, SetAttribute
from pipeline.ir.finding import Finding, Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import GATEWAYS, FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.017", "BPMNspector/EXT.018", "BPMNspector/EXT.019")
SOURCE = "BPMN 2.0.2, 8.4.9"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for gateway in model.of_kind(*GATEWAYS):
        ways_in, ways_out = len(model.incoming.get(gateway.id, ())), len(model.outgoing.get(gateway.id, ()))
        if wrong := _wrong(gateway.attributes.get("gatewayDirection", ""), ways_in, ways_out):
            yield gateway, f"{sentence(named(gateway))} is said to be {wrong}. Correct the direction, or the flows."


def _wrong(direction: str, ways_in: int, ways_out: int) -> str | None:
    if direction == "Converging" and ways_out > 1:
        return f"converging but has {ways_out} flows out"
    if direction == "Diverging" and ways_in > 1:
        return f"diverging but has {ways_in} flows in"
    if direction == "Mixed" and (ways_in < 2 or ways_out < 2):
        return f"mixed but has {ways_in} flow{'' if ways_in == 1 else 's'} in and {ways_out} out"
    return None


def fix(_model: WorkflowModel, finding: Finding) -> Sequence[Edit]:
    """Remove the direction: the flows decide what runs, and any flows fit a gateway without one."""
    return [SetAttribute(element=finding.element or "", name="gatewayDirection", value=None)]

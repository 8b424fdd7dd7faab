"""Sequence flow lacks a source or target flow node.

**Why.** A flow whose source or target is missing, unknown, or something that cannot run (a data object, a lane) says
that something comes next but not what. No engine can run that.

**Fix.** Connect both ends to an activity, event or gateway of this document, or delete the flow.

**Example.** Reported, because there is no `Shp`:

```xml
<task id="Pack"/>
<task id="Ship"/>
<sequenceFlow id="Flow_1" sourceRef="Pack" targetRef="Shp"/>
```
"""

from collections.abc import Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, quoted, sentence
from pipeline.ir.workflow import FLOW_NODES, FlowElement, WorkflowModel

SEVERITY = Severity.ERROR
ALIASES = ("BPMNspector/EXT.006", "BPMNspector/EXT.007", "BPMNspector/EXT.021", "BPMNspector/EXT.022")
SOURCE = "BPMN 2.0.2, 8.4.13"
_CHOREOGRAPHY = frozenset({"choreographyTask", "callChoreography", "subChoreography"})


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str, str]]:
    for flow in model.of_kind("sequenceFlow"):
        for end, role, node in (("source", "sourceRef", flow.source), ("target", "targetRef", flow.target)):
            if wrong := _wrong(model, flow, role, node):
                yield flow, f"{sentence(named(flow))} has no {end}: {wrong}. Connect it or delete it.", end


def _wrong(model: WorkflowModel, flow: FlowElement, role: str, node: str | None) -> str | None:
    if node is None:
        stated = next((reference.target for reference in flow.references if reference.role == role), None)
        return f"{role} is missing" if not stated else f"{role} {quoted(stated)} is not in this document"
    end = model.by_id[node]
    if end.kind in FLOW_NODES | _CHOREOGRAPHY:
        return None
    return f"{named(end)} is not an activity, event or gateway"

"""Listed flows of a node differ from its sequence flows.

**Why.** A sequence flow names its ends, and the ends list the flow as `incoming` and `outgoing`. Some tools and engines
read the one and some the other, and where they differ these see two different processes. A document that has no such
lists at all is not asked.

**Fix.** Save the document with a tool that keeps both, or add what is missing to the step.

**Example.** `Pack` is reported, because it does not list `Flow_1`:

```xml
<startEvent id="Start">
  <outgoing>Flow_1</outgoing>
</startEvent>
<task id="Pack"/>
<sequenceFlow id="Flow_1" sourceRef="Start" targetRef="Pack"/>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.parts import read_parts
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, quoted, sentence
from pipeline.ir.workflow import FLOW_NODES, FlowElement, WorkflowModel

SEVERITY = Severity.INFO
ALIASES = ("BPMNspector/EXT.023",)
SOURCE = "BPMN 2.0.2, 8.4.13"
_WAYS = ("incoming", "outgoing")


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str, str]]:
    nodes = model.of_kind(*FLOW_NODES)
    every = {node.id: tuple(_listed(model, node)) for node in nodes}
    if not any(every.values()):
        return
    for node in nodes:
        listed = every[node.id]
        for way, flows in (("incoming", model.incoming), ("outgoing", model.outgoing)):
            here = {flow for direction, flow in listed if direction == way}
            there = {flow.source_id for flow in flows.get(node.id, ()) if flow.source_id}
            if different := sorted(here ^ there):
                does = "lists" if different[0] in here else "does not list"
                yield (
                    node,
                    f"{sentence(named(node))} {does} {quoted(different[0])} as {way}, unlike the flow itself. "
                    "Save it with a tool that keeps both.",
                    way,
                )


def _listed(model: WorkflowModel, node: FlowElement) -> Iterator[tuple[str, str]]:
    """Yield the flows that a node lists, by their ids: a prefix of a qualified name is none of it."""
    if not any(f"<{way}" in node.folded for way in _WAYS):
        return
    for part in read_parts(node.folded).all(*_WAYS):
        yield part.kind, part.value if part.value in model.by_source_id else part.value.rpartition(":")[2]

"""Process or sub-process has no start event.

**Why.** Without one it begins at every step that no sequence flow leads to, all at once (BPMN 2.0.2, 10.5.2). That is
allowed, so it is no error, but readers have to find these places themselves, and a forgotten flow quietly adds one.
An ad-hoc sub-process has no start event by definition, an empty process has nothing to start, and one with a receive
task or an event-based gateway that instantiates it begins with their messages: none of these is reported.

**Fix.** Add a start event and lead it to the first step; where several steps really start together, through a
parallel gateway.

**Example.** Reported, because nothing says that `Pack` comes first:

```xml
<process id="Ship">
  <task id="Pack"/>
  <endEvent id="Done"/>
  <sequenceFlow id="Flow_1" sourceRef="Pack" targetRef="Done"/>
</process>
```
"""

from collections.abc import Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("bpmnlint/start-event-required", "BPMNspector/EXT.097")
SOURCE = "BPMN 2.0.2, 10.5.2"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for container in model.of_kind("process", "subProcess", "transaction"):
        nodes = model.nodes(container.id)
        if nodes and not any(node.kind == "startEvent" or _instantiates(model, node) for node in nodes):
            yield (
                container,
                f"{sentence(named(container))} has no start event, so it begins wherever no sequence flow leads to. "
                "Add a start event before its first step.",
            )


def _instantiates(model: WorkflowModel, node: FlowElement) -> bool:
    return node.says("instantiate") and not model.incoming.get(node.id)

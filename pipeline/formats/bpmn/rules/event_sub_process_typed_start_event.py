"""Start event of an event sub-process has no trigger.

**Why.** No flow leads to it: it runs when what its start event waits for happens. A start event without a definition,
or none at all, waits for nothing, so it could never run.

**Fix.** Give its start event a message, timer, error, escalation, signal, condition or compensation.

**Example.** `Begin` is reported:

```xml
<subProcess id="Cancel" triggeredByEvent="true">
  <startEvent id="Begin"/>
</subProcess>
```
"""

from collections.abc import Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import SUBPROCESSES, FlowElement, WorkflowModel

SEVERITY = Severity.ERROR
ALIASES = ("bpmnlint/event-sub-process-typed-start-event", "BPMNspector/EXT.058", "BPMNspector/EXT.059")
SOURCE = "BPMN 2.0.2, 10.3.5"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for container in model.of_kind(*SUBPROCESSES):
        nodes = model.nodes(container.id) if container.event_sub_process else ()
        starts = [node for node in nodes if node.kind == "startEvent"]
        if nodes and not starts:
            yield (
                container,
                f"{sentence(named(container))} is begun by an event but has no start event. Add one that says which.",
            )
        for start in starts:
            if not start.events:
                yield (
                    start,
                    f"{sentence(named(start))} does not say which event begins {named(container)}. Give it a message, "
                    "timer, error, escalation, signal, condition or compensation.",
                )

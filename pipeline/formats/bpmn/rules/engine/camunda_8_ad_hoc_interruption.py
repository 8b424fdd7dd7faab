"""Event sub-process interrupts an ad-hoc sub-process.

**Why.** Camunda 8 does not let an event sub-process end the ad hoc sub-process around it.

**Fix.** Set `isInterrupting="false"` at its start event, or use a boundary event of the ad hoc sub-process.

**Example.** `Stopped` is reported:

```xml
<adHocSubProcess id="Investigate">
  <task id="Ask"/>
  <subProcess id="Stopped" triggeredByEvent="true">
    <startEvent id="Told"><messageEventDefinition messageRef="Stop"/></startEvent>
  </subProcess>
</adHocSubProcess>
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
SOURCE = "Camunda 8 documentation, Ad-hoc sub-processes"
ALIASES = ("camunda-compat/no-interrupting-event-subprocess",)


def check(model: WorkflowModel, _version: Release) -> Iterator[tuple[FlowElement, str]]:
    for container in executed(model, "adHocSubProcess"):
        for node in model.nodes(container.id):
            starts = model.nodes(node.id) if node.event_sub_process else ()
            if any(start.kind == "startEvent" and start.interrupting for start in starts):
                yield (
                    node,
                    f"{sentence(named(node))} would interrupt an ad hoc sub-process. Set isInterrupting to false at "
                    "its start event.",
                )

"""Process or sub-process has several start events without a trigger.

**Why.** Whoever starts it without a message, timer or signal cannot say which of several is meant; engines refuse this,
or begin at all of them.

**Fix.** Keep one, and lead it to the first step or to a gateway; give the others the events that tell them apart.

**Example.** The process is reported for `ByPhone` and `ByMail`:

```xml
<process id="Order">
  <startEvent id="ByPhone"/>
  <startEvent id="ByMail"/>
</process>
```
"""

from collections.abc import Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import CONTAINERS, FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("bpmnlint/single-blank-start-event",)


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for container in model.of_kind(*CONTAINERS):
        blank = [node for node in model.nodes(container.id) if node.kind == "startEvent" and not node.events]
        if len(blank) > 1:
            yield (
                container,
                f"{sentence(named(container))} has {len(blank)} start events without a definition, {named(blank[0])} "
                f"and {named(blank[1])} among them. Keep one, or say which event begins each.",
            )

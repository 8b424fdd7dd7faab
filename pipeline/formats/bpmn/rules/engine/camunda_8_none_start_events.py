"""Process has several start events without a trigger.

**Why.** Such an event is where an instance begins that somebody creates, and with two of them it is not said which.

**Fix.** Keep one, or let the others be about a message, a timer or a signal.

**Example.** Both are reported:

```xml
<startEvent id="Ordered"/>
<startEvent id="Returned"/>
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
SOURCE = "Camunda 8 documentation, None events"
ALIASES = ("camunda-compat/no-multiple-none-start-events",)


def check(model: WorkflowModel, _version: Release) -> Iterator[tuple[FlowElement, str]]:
    for process in executed(model, "process"):
        starts = [node for node in model.nodes(process.id) if node.kind == "startEvent" and not node.events]
        for start in starts if len(starts) > 1 else ():
            yield (
                start,
                f"{sentence(named(start))} is one of several that are about nothing. Keep one, or define the others.",
            )

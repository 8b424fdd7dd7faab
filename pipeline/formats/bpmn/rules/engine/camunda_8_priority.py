"""Priority is not a number from 0 to 100.

**Why.** Camunda 8 sorts tasks by a number in this range, or what an expression gives; any other text is refused.

**Fix.** Write a number from 0 to 100, or an expression.

**Example.** Reported:

```xml
<zeebe:priorityDefinition priority="high"/>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.engines.camunda_8 import zeebe
from pipeline.formats.bpmn.engines.feel import is_feel
from pipeline.formats.bpmn.facts.executable import executed
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, quoted, sentence
from pipeline.ir.ruleset import Release
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.ERROR
TARGET = "camunda-8"
SOURCE = "Camunda 8 documentation, User tasks: priority"
ALIASES = ("camunda-compat/priority-definition",)

_PRIORITIES = frozenset(map(str, range(101)))


def check(model: WorkflowModel, _version: Release) -> Iterator[tuple[FlowElement, str]]:
    for task in executed(model, "userTask"):
        for definition in zeebe(task, "priorityDefinition"):
            text = definition.get("priority")
            if text and not is_feel(text) and (text.lstrip("0") or "0") not in _PRIORITIES:
                yield (
                    task,
                    f"{sentence(named(task))} has the priority {quoted(text)}. Write a number from 0 to 100, or an "
                    "expression.",
                )

"""Priorities of user tasks are numbers from 0 to 100.

**Why.** Camunda 8 sorts tasks by a number in this range, or what an expression gives; any other text is refused.

**Fix.** Write a number from 0 to 100, or an expression.

**Example.** Reported:

```xml
<zeebe:priorityDefinition priority="high"/>
```
"""

from collections.abc import Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.ruleset import Release
from pipeline.ir.workflow import Element, WorkflowModel
from pipeline.validate.engines.camunda_8 import zeebe
from pipeline.validate.engines.feel import is_feel
from pipeline.validate.executable import executed
from pipeline.validate.naming import named, quoted, sentence

SEVERITY = Severity.ERROR
TARGET = "camunda-8"
SOURCE = "Camunda 8 documentation, User tasks: priority"
ALIASES = ("camunda-compat/priority-definition",)

_PRIORITIES = frozenset(map(str, range(101)))


def check(model: WorkflowModel, _version: Release) -> Iterator[tuple[Element, str]]:
    """Priorities that are none."""
    for task in executed(model, "userTask"):
        for definition in zeebe(task, "priorityDefinition"):
            text = definition.get("priority")
            if text and not is_feel(text) and (text.lstrip("0") or "0") not in _PRIORITIES:
                yield (
                    task,
                    f"{sentence(named(task))} has the priority {quoted(text)}. Write a number from 0 to 100, or an "
                    "expression.",
                )

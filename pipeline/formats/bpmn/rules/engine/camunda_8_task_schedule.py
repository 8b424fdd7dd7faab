"""Due date or follow-up date is not a date.

**Why.** When a task is due or to be followed up is a point in time with its zone, or an expression that gives one; any
other text is refused.

**Fix.** Write `2026-05-01T12:00:00Z`, or an expression.

**Example.** Reported:

```xml
<zeebe:taskSchedule dueDate="tomorrow"/>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.engines.camunda_8 import zeebe
from pipeline.formats.bpmn.engines.feel import is_feel
from pipeline.formats.bpmn.engines.times import is_date
from pipeline.formats.bpmn.facts.executable import executed
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, quoted, sentence
from pipeline.ir.ruleset import Release
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.ERROR
TARGET = "camunda-8"
SOURCE = "Camunda 8 documentation, User tasks: scheduling"
ALIASES = ("camunda-compat/task-schedule",)


def check(model: WorkflowModel, _version: Release) -> Iterator[tuple[FlowElement, str, str]]:
    for task in executed(model, "userTask"):
        for schedule in zeebe(task, "taskSchedule"):
            for name in ("dueDate", "followUpDate"):
                text = schedule.get(name)
                if text and not is_feel(text) and not is_date(text):
                    message = f"{sentence(named(task))} has the {name} {quoted(text)}. Write a date or an expression."
                    yield task, message, name

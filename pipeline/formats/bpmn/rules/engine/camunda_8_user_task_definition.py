"""User task has no form.

**Why.** Without a form, somebody who is given the task sees nothing to fill in, and only a program can complete it.

**Fix.** Add a `zeebe:formDefinition`, or waive the finding where a program completes the task.

**Example.** Reported:

```xml
<userTask id="Sign" name="Sign contract"/>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.engines.camunda_8 import zeebe
from pipeline.formats.bpmn.facts.executable import executed
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.ruleset import Release
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.INFO
TARGET = "camunda-8"
SOURCE = "Camunda 8 documentation, User tasks"
ALIASES = ("camunda-compat/user-task-definition",)


def check(model: WorkflowModel, _version: Release) -> Iterator[tuple[FlowElement, str]]:
    for task in executed(model, "userTask"):
        if not zeebe(task, "formDefinition"):
            yield task, f"{sentence(named(task))} has no form. State a zeebe:formDefinition."

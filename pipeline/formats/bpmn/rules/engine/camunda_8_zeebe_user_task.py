"""User task is implemented by a job worker.

**Why.** User tasks as jobs for a worker are deprecated since 8.6: they have no listeners, no priority, and no place in
the task API.

**Fix.** Add `<zeebe:userTask/>` to the task's extensions.

**Example.** Reported:

```xml
<userTask id="Sign"><extensionElements><zeebe:formDefinition formId="sign"/></extensionElements></userTask>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.engines.camunda_8 import zeebe
from pipeline.formats.bpmn.engines.releases import knows
from pipeline.formats.bpmn.facts.executable import executed
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.ruleset import Release
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
TARGET = "camunda-8"
SOURCE = "Camunda 8 documentation, User tasks: user task implementation types"
ALIASES = ("camunda-compat/zeebe-user-task",)

_MANAGED = (8, 6)


def check(model: WorkflowModel, version: Release) -> Iterator[tuple[FlowElement, str]]:
    for task in executed(model, "userTask") if knows(version, _MANAGED) else ():
        if not zeebe(task, "userTask"):
            yield task, f"{sentence(named(task))} is a job for a worker. Add zeebe:userTask."

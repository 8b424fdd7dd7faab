"""Script task has no script or no script language.

**Why.** A script task without a format, or without a script, is refused when it is deployed; a script cannot be
guessed.

**Fix.** Set `scriptFormat`, and write the script into the task, or name a resource with `camunda:resource`.

**Example.** Reported:

```xml
<scriptTask id="Add"><script>total = a + b</script></scriptTask>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.engines.camunda_7 import stated
from pipeline.formats.bpmn.facts.executable import executed
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.ruleset import Release
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.ERROR
TARGET = "camunda-7"
SOURCE = "Camunda 7 manual, Script task"


def check(model: WorkflowModel, _version: Release) -> Iterator[tuple[FlowElement, str]]:
    for task in executed(model, "scriptTask"):
        if not task.attributes.get("scriptFormat", "").strip():
            yield task, f"{sentence(named(task))} does not say in which language it is. Set scriptFormat."
        elif not stated(task, "resource") and not (task.script and task.script.text.strip()):
            yield task, f"{sentence(named(task))} has no script. Write one, or name a resource."

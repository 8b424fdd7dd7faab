"""Script has no language.

**Why.** An engine has to choose an interpreter. Without a format it guesses, refuses the process, or fails when it
comes to the task.

**Fix.** State the language as a media type or a name that the engine knows in `scriptFormat`.

**Example.** `Add` is reported:

```xml
<scriptTask id="Add"><script>total = price * count</script></scriptTask>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.executable import executed
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.053",)
SOURCE = "BPMN 2.0.2, 10.3.3"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for task in executed(model, "scriptTask"):
        if task.script is not None and not (task.script.language or "").strip():
            yield (
                task,
                f"{sentence(named(task))} does not say in which language its script is. State it in scriptFormat.",
            )

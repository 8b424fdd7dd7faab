"""Document has no executable process for Camunda 8.

**Why.** Camunda 8 deploys processes that are marked as executable, and refuses a document without one. What Ameide
checks for an engine it checks in such processes too: without the mark, nothing.

**Fix.** Set `isExecutable="true"` at the process that is to be run.

**Example.** Reported:

```xml
<process id="Ship"><startEvent id="Ordered"/></process>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.executable import executes
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.ruleset import Release
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.ERROR
TARGET = "camunda-8"
SOURCE = "Camunda 8 documentation, Processes"
ALIASES = ("camunda-compat/executable-process",)


def check(model: WorkflowModel, _version: Release) -> Iterator[tuple[FlowElement, str]]:
    if not executes(model):
        for process in model.of_kind("process"):
            yield process, f"{sentence(named(process))} is not marked as executable. Set isExecutable to true."

"""Document has no executable process for Camunda 7.

**Why.** Camunda 7 deploys processes that are marked as executable and passes over all others: deployment succeeds, and
there is nothing to start. What Ameide checks for an engine it checks in such processes too.

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
TARGET = "camunda-7"
SOURCE = "Camunda 7 manual, BPMN 2.0 implementation reference"


def check(model: WorkflowModel, _version: Release) -> Iterator[tuple[FlowElement, str]]:
    if not executes(model):
        for process in model.of_kind("process"):
            yield process, f"{sentence(named(process))} is not marked as executable. Set isExecutable to true."

"""Listener is stated twice.

**Why.** Two listeners of one type for one event call the same worker twice for the same thing, and Camunda 8 refuses
them.

**Fix.** Take one of them out.

**Example.** Reported:

```xml
<zeebe:executionListeners>
  <zeebe:executionListener eventType="start" type="audit"/>
  <zeebe:executionListener eventType="start" type="audit"/>
</zeebe:executionListeners>
```
"""

from collections import Counter
from collections.abc import Iterator

from pipeline.formats.bpmn.engines.camunda_8 import told
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, quoted, sentence
from pipeline.ir.ruleset import Release
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.ERROR
TARGET = "camunda-8"
SOURCE = "Camunda 8 documentation, Execution listeners; User task listeners"
ALIASES = ("camunda-compat/duplicate-execution-listeners", "camunda-compat/duplicate-task-listeners")


def check(model: WorkflowModel, _version: Release) -> Iterator[tuple[FlowElement, str, str]]:
    for element, said in told(model):
        if said.kind not in {"executionListeners", "taskListeners"}:
            continue
        stated = Counter((each.get("eventType"), each.get("type")) for each in said.parts)
        for (event, worker), times in stated.items():
            if times > 1 and worker:
                message = (
                    f"{sentence(named(element))} calls {quoted(worker)} {times} times for one event. Keep one listener."
                )
                yield element, message, f"{said.kind}/{event}/{worker}"

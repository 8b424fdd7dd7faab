"""Task header is stated twice.

**Why.** Headers of a task or listener are a map from keys to values: of two with one key the worker sees one, and
Camunda 8 does not say which.

**Fix.** Take one of them out, or give it another key.

**Example.** Reported:

```xml
<zeebe:taskHeaders>
  <zeebe:header key="url" value="a"/>
  <zeebe:header key="url" value="b"/>
</zeebe:taskHeaders>
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
SOURCE = "Camunda 8 documentation, Service tasks: task headers"
ALIASES = ("camunda-compat/duplicate-execution-listener-headers", "camunda-compat/duplicate-task-headers")


def check(model: WorkflowModel, _version: Release) -> Iterator[tuple[FlowElement, str, str]]:
    for element, said in told(model):
        keys = Counter(part.get("key") for part in said.all("header"))
        for key, times in keys.items():
            if times > 1 and key:
                message = f"{sentence(named(element))} has {times} headers {quoted(key)}. Keep one."
                yield element, message, f"{said.kind}/{key}"

"""Attribute is deprecated in Camunda 7.

**Why.** `camunda:async` means `asyncBefore` since 7.0, and says nothing of what happens after; it is kept for old
models only.

**Fix.** Write `camunda:asyncBefore`, and `camunda:asyncAfter` where that is meant.

**Example.** Reported:

```xml
<serviceTask id="Bill" camunda:class="org.example.Bill" camunda:async="true"/>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.engines.camunda_7 import stated
from pipeline.formats.bpmn.facts.executable import executed
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.ruleset import Release
from pipeline.ir.workflow import FLOW_NODES, FlowElement, WorkflowModel

SEVERITY = Severity.INFO
TARGET = "camunda-7"
SOURCE = "Camunda 7 manual, Custom extensions: async"


def check(model: WorkflowModel, _version: Release) -> Iterator[tuple[FlowElement, str]]:
    for node in executed(model, *sorted(FLOW_NODES)):
        if stated(node, "async"):
            yield node, f"{sentence(named(node))} says camunda:async, which is replaced. Write camunda:asyncBefore."

"""Mapped decision result has no result variable.

**Why.** `camunda:mapDecisionResult` says how to read the result of a decision into a variable; without
`camunda:resultVariable` there is none, and the result is lost once the task is done.

**Fix.** State `camunda:resultVariable`, or leave the mapping out and use a listener or an output mapping.

**Example.** Reported:

```xml
<businessRuleTask id="Rate" camunda:decisionRef="rate" camunda:mapDecisionResult="singleEntry"/>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.engines.camunda_7 import stated
from pipeline.formats.bpmn.facts.executable import executed
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.ruleset import Release
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
TARGET = "camunda-7"
SOURCE = "Camunda 7 manual, Business rule task"


def check(model: WorkflowModel, _version: Release) -> Iterator[tuple[FlowElement, str]]:
    for task in executed(model, "businessRuleTask"):
        if stated(task, "mapDecisionResult") and not stated(task, "resultVariable"):
            yield task, f"{sentence(named(task))} maps a result into no variable. State camunda:resultVariable."

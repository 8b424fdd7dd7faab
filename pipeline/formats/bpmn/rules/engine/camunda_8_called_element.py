"""Call activity has no called element for Camunda 8.

**Why.** The standard's `calledElement` means nothing to Camunda 8: it asks for `zeebe:calledElement` with a process id,
and refuses the deployment without.

**Fix.** Add `zeebe:calledElement` and state its `processId`, as an id or as an expression.

**Example.** Reported, for its `processId` is missing:

```xml
<callActivity id="Ship">
  <extensionElements><zeebe:calledElement propagateAllChildVariables="false"/></extensionElements>
</callActivity>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.engines.camunda_8 import ZEEBE
from pipeline.formats.bpmn.engines.saying import first
from pipeline.formats.bpmn.facts.executable import executed
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.ruleset import Release
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.ERROR
TARGET = "camunda-8"
SOURCE = "Camunda 8 documentation, Call activities"
ALIASES = ("camunda-compat/called-element",)


def check(model: WorkflowModel, _version: Release) -> Iterator[tuple[FlowElement, str]]:
    for call in executed(model, "callActivity"):
        called = first(model, call, ZEEBE, "calledElement")
        if called is None or not called.get("processId"):
            yield (
                call,
                f"{sentence(named(call))} names no process that Camunda 8 understands. State zeebe:calledElement with "
                "its processId.",
            )

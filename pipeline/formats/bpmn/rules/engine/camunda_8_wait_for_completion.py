"""Compensation event does not wait for completion.

**Why.** Camunda 8 goes on after a compensation event once the compensation is complete; `waitForCompletion="false"` it
refuses.

**Fix.** Leave the attribute out.

**Example.** Reported:

```xml
<endEvent id="Undone"><compensateEventDefinition waitForCompletion="false"/></endEvent>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.engines.saying import defined
from pipeline.formats.bpmn.facts.executable import executed
from pipeline.formats.bpmn.facts.inside import within
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.ruleset import Release
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.ERROR
TARGET = "camunda-8"
SOURCE = "Camunda 8 documentation, Compensation events"
ALIASES = ("camunda-compat/wait-for-completion",)


def check(model: WorkflowModel, _version: Release) -> Iterator[tuple[FlowElement, str]]:
    for event in executed(model, "endEvent", "intermediateThrowEvent"):
        definitions = within(model, event, "compensateEventDefinition") if defined(event) == "compensate" else ()
        if any(each.attributes.get("waitForCompletion") in {"false", "0"} for each in definitions):
            yield event, f"{sentence(named(event))} does not wait for compensation. Leave waitForCompletion out."

"""Ad-hoc sub-process has no activity that Camunda 8 can start.

**Why.** Camunda 8 starts activities of an ad hoc sub-process by name or by a collection of names, so there has to be
one. When it is done can be said, as a condition and whether the rest is cancelled, since 8.8 only.

**Fix.** Put an activity into it; before 8.8 leave out the completion condition, and let `cancelRemainingInstances` be.

**Example.** Reported:

```xml
<adHocSubProcess id="Investigate"/>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.engines.releases import knows
from pipeline.formats.bpmn.facts.executable import executed
from pipeline.formats.bpmn.facts.inside import within
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.ruleset import Release
from pipeline.ir.workflow import ACTIVITIES, FlowElement, WorkflowModel

SEVERITY = Severity.ERROR
TARGET = "camunda-8"
SOURCE = "Camunda 8 documentation, Ad-hoc sub-processes"
ALIASES = ("camunda-compat/ad-hoc-sub-process",)

_COMPLETION = (8, 8)


def check(model: WorkflowModel, version: Release) -> Iterator[tuple[FlowElement, str, str]]:
    for container in executed(model, "adHocSubProcess"):
        if not any(node.kind in ACTIVITIES for node in model.nodes(container.id)):
            yield container, f"{sentence(named(container))} has no activity. Put one into it.", "empty"
        if knows(version, _COMPLETION):
            continue
        if within(model, container, "completionCondition"):
            message = f"{sentence(named(container))} has a completion condition before Camunda 8.8. Take it out."
            yield container, message, "completionCondition"
        if container.attributes.get("cancelRemainingInstances") in {"false", "0"}:
            message = f"{sentence(named(container))} keeps what is left going before Camunda 8.8. Take that out."
            yield container, message, "cancelRemainingInstances"

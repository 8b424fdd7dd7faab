"""An ad-hoc sub-process has neither start nor end events.

**Why.** Its steps are done in whatever order people choose, until its completion condition holds. A start event would
fix where it begins, an end event where it is over, and it has neither (BPMN 2.0.2, 10.3.5).

**Fix.** Delete the event; if the order does matter, make this an ordinary sub-process. When it is over belongs into
its completion condition.

**Example.** `Begin` is reported:

```xml
<adHocSubProcess id="Research">
  <startEvent id="Begin"/>
  <task id="Read"/>
</adHocSubProcess>
```
"""

from collections.abc import Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.workflow import Element, WorkflowModel
from pipeline.validate.naming import named, sentence

SEVERITY = Severity.WARNING
ALIASES = ("bpmnlint/ad-hoc-sub-process",)
SOURCE = "BPMN 2.0.2, 10.3.5"


def check(model: WorkflowModel) -> Iterator[tuple[Element, str]]:
    """Start and end events directly inside ad-hoc sub-processes."""
    for container in model.of_kind("adHocSubProcess"):
        for node in model.nodes(container.id):
            if node.kind in {"startEvent", "endEvent"}:
                yield (
                    node,
                    f"{sentence(named(node))} stands in {named(container)}, whose steps have no fixed order. "
                    "Delete it, or make that an ordinary sub-process.",
                )

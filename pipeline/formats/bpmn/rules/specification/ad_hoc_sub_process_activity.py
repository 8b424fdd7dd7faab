"""Ad-hoc sub-process holds no activity.

**Why.** It is a set of activities that people do in whatever order they like. With none there is nothing to do, and
nothing ever completes it.

**Fix.** Put the activities into it, or use a plain task.

**Example.** Reported:

```xml
<adHocSubProcess id="Prepare"/>
```
"""

from collections.abc import Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import ACTIVITIES, FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.061",)
SOURCE = "BPMN 2.0.2, 10.3.5"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for container in model.of_kind("adHocSubProcess"):
        if not any(node.kind in ACTIVITIES for node in model.nodes(container.id)):
            yield (
                container,
                f"{sentence(named(container))} holds no activity, so there is nothing to do in it. "
                "Add its activities, or use a task.",
            )

"""Path ends without an end event.

**Why.** Where no flow goes on, the path is over. Beside end events that looks like a flow that was forgotten, and the
standard asks for one there (BPMN 2.0.2, 10.5.3); and nobody reads the outcome. Not asked are event sub-processes, what
compensates and the steps of an ad-hoc sub-process; intermediate and boundary events have rules of their own.

**Fix.** Lead a flow to the next step or to an end event that says how it ended.

**Example.** `Ship` is reported:

```xml
<startEvent id="Start"/>
<task id="Ship"/>
<sequenceFlow id="Flow_1" sourceRef="Start" targetRef="Ship"/>
```
"""

from collections.abc import Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.tokens.scopes import is_compensation_handler
from pipeline.ir.workflow import ACTIVITIES, GATEWAYS, FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("bpmnlint/no-implicit-end", "BPMNspector/EXT.101", "BPMNspector/EXT.151")
SOURCE = "BPMN 2.0.2, 10.5.3"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    free = {container.id for container in model.of_kind("adHocSubProcess")}
    for node in model.of_kind(*ACTIVITIES, *GATEWAYS, "startEvent"):
        begun_otherwise = node.event_sub_process or is_compensation_handler(node)
        if node.id not in model.outgoing and node.parent not in free and not begun_otherwise:
            yield (
                node,
                f"{sentence(named(node))} has no outgoing flow and is no end event. "
                "Lead a flow to the next step, or to an end event.",
            )

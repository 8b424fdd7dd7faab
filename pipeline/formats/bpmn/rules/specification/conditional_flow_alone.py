"""Only flow out of an activity has a condition.

**Why.** If the condition does not hold, nothing follows: the path just stops after the activity, with no end event, and
nobody decided that. A condition on a flow out of an activity makes sense beside others.

**Fix.** Add the flow that is taken otherwise, or remove the condition.

**Example.** `Flow_1` is reported, because nothing else leaves `Pack`:

```xml
<task id="Pack"/>
<sequenceFlow id="Flow_1" sourceRef="Pack" targetRef="Ship">
  <conditionExpression>ready</conditionExpression>
</sequenceFlow>
```
"""

from collections.abc import Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import ACTIVITIES, FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.025",)
SOURCE = "BPMN 2.0.2, 8.4.13"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for activity in model.of_kind(*ACTIVITIES):
        ways_out = model.outgoing.get(activity.id, ())
        if len(ways_out) == 1 and ways_out[0].condition is not None:
            yield (
                ways_out[0],
                f"{sentence(named(ways_out[0]))} has a condition and is the only flow out of {named(activity)}. "
                "Add what follows otherwise, or remove the condition.",
            )

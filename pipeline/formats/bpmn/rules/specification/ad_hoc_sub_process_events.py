"""Ad-hoc sub-process holds an element that it must not.

**Why.** Its activities can be done in any order, and its completion condition says when that is over. A start or end
event claims an order that there is none of; conversations and choreography activities are no work of one process.

**Fix.** Remove these elements; state when it is over as its completion condition. If there is an order, use a plain
sub-process.

**Example.** `Begin` is reported:

```xml
<adHocSubProcess id="Prepare">
  <startEvent id="Begin"/>
  <task id="Pack"/>
</adHocSubProcess>
```
"""

from collections.abc import Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("bpmnlint/ad-hoc-sub-process", "BPMNspector/EXT.062")
SOURCE = "BPMN 2.0.2, 10.3.5"
_OUT_OF_PLACE = frozenset(
    {
        "startEvent", "endEvent", "choreographyTask", "subChoreography", "callChoreography",
        "conversation", "subConversation", "callConversation", "conversationLink",
    }
)  # fmt: skip


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for container in model.of_kind("adHocSubProcess"):
        for child in model.children.get(container.id, ()):
            if child.kind in _OUT_OF_PLACE:
                yield (
                    child,
                    f"{sentence(named(child))} cannot stand in {named(container)}, which has no order of its own. "
                    "Remove it, or use a plain sub-process.",
                )

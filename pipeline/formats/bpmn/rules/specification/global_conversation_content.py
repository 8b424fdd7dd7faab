"""Global conversation holds elements of a collaboration.

**Why.** It is the reusable part of conversations: who takes part and which messages there are. Conversations inside,
artefacts and associations to other conversations belong to the collaboration that calls it.

**Fix.** Move them into a collaboration, or make this one.

**Example.** `Talk` is reported for the conversation inside:

```xml
<globalConversation id="Talk">
  <conversation id="Order"/>
</globalConversation>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.inside import within
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence, spoken
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.032",)
SOURCE = "BPMN 2.0.2, 9.5"
_ELSEWHERE = frozenset(
    {
        "conversation", "subConversation", "callConversation", "participantAssociation", "messageFlowAssociation",
        "conversationAssociation", "association", "group", "textAnnotation",
    }
)  # fmt: skip


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for conversation in model.of_kind("globalConversation"):
        inside = next((part.kind for part in within(model, conversation) if part.kind in _ELSEWHERE), None)
        if inside is not None:
            yield (
                conversation,
                f"{sentence(named(conversation))} holds an element of kind {spoken(inside)}, which belongs to a "
                "collaboration. Move it there.",
            )

"""Message, signal, error or escalation is unnamed, a duplicate or unused.

**Why.** They are what a process shares with others: who sends or catches one finds it by its name. One without a name
cannot be found, two with one name cannot be told apart, and one that nothing refers to is a leftover, or a reference
was forgotten. Of messages, a use by an operation, a task or a message flow counts as well as one by an event.

**Fix.** Name it, give one of two another name or use one for both, or delete it.

**Example.** `Message_2` is reported twice, because it is called as `Message_1` is, and nothing uses it:

```xml
<message id="Message_1" name="Order"/>
<message id="Message_2" name="Order"/>
<process id="Ship">
  <startEvent id="Ordered">
    <messageEventDefinition messageRef="Message_1"/>
  </startEvent>
</process>
```
"""

from collections import Counter
from collections.abc import Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, quoted, sentence, spoken
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.INFO
ALIASES = ("bpmnlint/global", "bpmn-to-code/missing-message-name", "bpmn-to-code/missing-signal-name")


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str, str]]:
    shared = model.of_kind("message", "signal", "error", "escalation")
    names = Counter((each.kind, each.name.strip()) for each in shared)
    used = {mention.element for element in model.elements for mention in element.references} if shared else set()
    for each in shared:
        alike = names[each.kind, each.name.strip()]
        if not each.name.strip():
            yield each, f"{sentence(named(each))} has no name, so nobody else can mean it. Name it.", "name"
        elif alike > 1:
            yield (
                each,
                f"The name {quoted(each.name)} belongs to {alike} elements of kind {spoken(each.kind)}. "
                "Use one for all, or tell them apart by their names.",
                "alike",
            )
        if each.id not in used:
            yield each, f"{sentence(named(each))} is not used in this document. Refer to it, or delete it.", "unused"

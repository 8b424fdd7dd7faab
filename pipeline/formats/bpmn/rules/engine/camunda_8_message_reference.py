"""Message event or receive task has no named message.

**Why.** A message that is published finds who waits for it by its name; a receive task or event without one can never
go on.

**Fix.** Let it refer to a message, and give that a name.

**Example.** Reported:

```xml
<receiveTask id="Wait" name="Wait for payment"/>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.engines.saying import defined, meant
from pipeline.formats.bpmn.facts.executable import executed
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.ruleset import Release
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.ERROR
TARGET = "camunda-8"
SOURCE = "Camunda 8 documentation, Message events; Receive tasks"
ALIASES = ("camunda-compat/message-reference",)


def check(model: WorkflowModel, _version: Release) -> Iterator[tuple[FlowElement, str]]:
    for node in executed(model, "startEvent", "intermediateCatchEvent", "boundaryEvent", "receiveTask"):
        if node.kind != "receiveTask" and defined(node) != "message":
            continue
        message = meant(model, node, "messageRef")
        if message is None:
            yield node, f"{sentence(named(node))} refers to no message. State a message with a name."
        elif not message.name.strip():
            yield node, f"{sentence(named(node))} refers to a message without a name. Name the message."

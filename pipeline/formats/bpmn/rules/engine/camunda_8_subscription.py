"""Message subscription has no correlation key.

**Why.** Many instances wait for a message of one name. The key of the subscription, an expression over the variables of
each, says which of them is meant; only at the start of a process there is nobody yet to choose among.

**Fix.** Give the message a `zeebe:subscription` with a `correlationKey`.

**Example.** Reported, where an intermediate event waits for it:

```xml
<message id="Payment" name="payment"/>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.engines.camunda_8 import ZEEBE
from pipeline.formats.bpmn.engines.saying import first, key, meant
from pipeline.formats.bpmn.facts.executable import executed
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.ruleset import Release
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.ERROR
TARGET = "camunda-8"
SOURCE = "Camunda 8 documentation, Messages"
ALIASES = ("camunda-compat/subscription",)

_WAITS = frozenset(
    {"receiveTask", "intermediateCatchEvent/message", "boundaryEvent/message", "eventSubProcess/message"}
)


def check(model: WorkflowModel, _version: Release) -> Iterator[tuple[FlowElement, str]]:
    for node in executed(model, "startEvent", "intermediateCatchEvent", "boundaryEvent", "receiveTask"):
        message = meant(model, node, "messageRef") if key(model, node) in _WAITS else None
        if message is None:
            continue
        subscription = first(model, message, ZEEBE, "subscription")
        if subscription is None or not subscription.get("correlationKey"):
            yield (
                node,
                f"{sentence(named(node))} waits for a message without a correlation key. State zeebe:subscription with "
                "a correlationKey in the message.",
            )

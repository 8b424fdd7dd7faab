"""Message is thrown but never caught.

**Why.** Messages of several models meet in their name: an event or send task throws one, and no event or receive task
of any current model catches a message of that name. Where a message flow leads away from the element, somebody else is
shown to take it, and nothing is said. What is outside of all models is unknown here, so this is only a hint.

**Fix.** Correct the name, import the model that catches it, or draw the receiver as a pool and a message flow to it.

**Example.** `Event_Send` is reported while no model catches a message named `Order placed`:

```xml
<message id="Message_1" name="Order placed"/>
<endEvent id="Event_Send"><messageEventDefinition messageRef="Message_1"/></endEvent>
```
"""

from collections.abc import Iterable, Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import quoted, sentence
from pipeline.tenant.speaking import Row, named

SEVERITY = Severity.INFO
TOPICS = ("messageName",)
ALIASES = ("bpmn-to-code/uncaught-message-throw",)
SOURCE = "BPMN 2.0.2, 10.5.5"


def check(rows: Iterable[Row]) -> Iterator[tuple[Row, str]]:
    for row in rows:
        yield (
            row,
            f"{sentence(named(row))} throws the message {quoted(row['target'])}, which no current model catches. "
            "Correct its name, or draw a message flow to who receives it.",
        )

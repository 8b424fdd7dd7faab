"""Message is caught but never thrown.

**Why.** An event or receive task waits for a message, and no event or send task of any current model throws one of that
name. Messages often come from outside, which a message flow from a pool shows; without one, this is a hint that a name
was misspelt or that a sender is missing.

**Fix.** Correct the name, import the model that throws it, or draw the sender as a pool and a message flow from it.

**Example.** `Start` is reported while no model throws a message named `Order placed`:

```xml
<message id="Message_1" name="Order placed"/>
<startEvent id="Start"><messageEventDefinition messageRef="Message_1"/></startEvent>
```
"""

from collections.abc import Iterable, Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import quoted, sentence
from pipeline.tenant.speaking import Row, named

SEVERITY = Severity.INFO
TOPICS = ("messageName",)
SOURCE = "BPMN 2.0.2, 10.5.5"


def check(rows: Iterable[Row]) -> Iterator[tuple[Row, str]]:
    for row in rows:
        yield (
            row,
            f"{sentence(named(row))} catches the message {quoted(row['target'])}, which no current model throws. "
            "Correct its name, or draw a message flow from who sends it.",
        )

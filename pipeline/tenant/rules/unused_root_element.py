"""Root element is never used.

**Why.** Messages, signals, errors, escalations, item definitions and resources stand beside the processes so that
events and tasks can refer to them. Neither this document nor another current model refers to this one: it is
left over, or a reference was forgotten.

**Fix.** Refer to it, or remove it.

**Example.** Reported where nothing says `messageRef="Message_1"`:

```xml
<message id="Message_1" name="Order placed"/>
```
"""

from collections.abc import Iterable, Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import sentence
from pipeline.tenant.speaking import Row, named

SEVERITY = Severity.INFO
TOPICS = ("error", "escalation", "itemDefinition", "message", "resource", "signal")
ALIASES = ("bpmn-to-code/unreferenced-root-element",)
SOURCE = "BPMN 2.0.2, 8.2.1"


def check(rows: Iterable[Row]) -> Iterator[tuple[Row, str]]:
    for row in rows:
        yield (
            row,
            f"{sentence(named(row))} is stated, and nothing refers to it. Refer to it, or remove it.",
        )

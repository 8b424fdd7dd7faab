"""Signal is thrown but never caught.

**Why.** A signal is broadcast to all who wait for one of that name, in any process. No event of any current model does,
so throwing it does nothing.

**Fix.** Correct the name, import the model that catches it, or remove the event.

**Example.** `Alarm` is reported while no model catches a signal named `Catastrophe declared`:

```xml
<signal id="Signal_1" name="Catastrophe declared"/>
<intermediateThrowEvent id="Alarm"><signalEventDefinition signalRef="Signal_1"/></intermediateThrowEvent>
```
"""

from collections.abc import Iterable, Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import quoted, sentence
from pipeline.tenant.speaking import Row, named

SEVERITY = Severity.INFO
TOPICS = ("signalName",)
ALIASES = ("bpmn-to-code/uncaught-signal-throw",)
SOURCE = "BPMN 2.0.2, 10.5.5"


def check(rows: Iterable[Row]) -> Iterator[tuple[Row, str]]:
    for row in rows:
        yield (
            row,
            f"{sentence(named(row))} throws the signal {quoted(row['target'])}, which no current model catches. "
            "Correct its name, or import the model that catches it.",
        )

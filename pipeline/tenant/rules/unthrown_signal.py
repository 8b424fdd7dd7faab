"""Signal is caught but never thrown.

**Why.** An event waits for a signal, and no event of any current model throws one of that name. Unless something
outside of all models does, it waits for ever.

**Fix.** Correct the name, or import the model that throws it.

**Example.** `Wait` is reported while no model throws a signal named `Catastrophe declared`:

```xml
<signal id="Signal_1" name="Catastrophe declared"/>
<intermediateCatchEvent id="Wait"><signalEventDefinition signalRef="Signal_1"/></intermediateCatchEvent>
```
"""

from collections.abc import Iterable, Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import quoted, sentence
from pipeline.tenant.speaking import Row, named

SEVERITY = Severity.INFO
TOPICS = ("signalName",)
ALIASES = ("bpmn-to-code/unpublished-signal-catch",)
SOURCE = "BPMN 2.0.2, 10.5.5"


def check(rows: Iterable[Row]) -> Iterator[tuple[Row, str]]:
    for row in rows:
        yield (
            row,
            f"{sentence(named(row))} catches the signal {quoted(row['target'])}, which no current model throws. "
            "Correct its name, or import the model that throws it.",
        )

"""Escalation leaves a process but is never handled.

**Why.** An escalation that no sub-process around it catches goes to who called the process. No current model that
calls it catches this code there, by an event on the call activity, on a sub-process around that, or in an event
sub-process; so it is lost, and nobody is told. Handlers that state no code catch
every one.

**Fix.** Catch it where the process is called, or in the process itself; or end the process without it.

**Example.** `Failed` is reported unless each code is caught by a model that calls `Process_Ship`:

```xml
<escalation id="E" escalationCode="OUT_OF_STOCK"/>
<process id="Process_Ship">
  <endEvent id="Failed"><escalationEventDefinition escalationRef="E"/></endEvent>
</process>
```
"""

from collections.abc import Iterable, Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import quoted, sentence
from pipeline.tenant.speaking import Row, named

SEVERITY = Severity.INFO
TOPICS = ("escalations",)
SOURCE = "BPMN 2.0.2, 10.5.7"


def check(rows: Iterable[Row]) -> Iterator[tuple[Row, str, str]]:
    for row in rows:
        yield (
            row,
            f"{sentence(named(row))} throws the escalation {quoted(row['code'])} out of its process, "
            "and no current model that calls it catches that. Catch it there or in the process.",
            row["code"],
        )

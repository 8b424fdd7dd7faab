"""Called process does not exist.

**Why.** It names the process by its id, and no current model of the tenant has one of that id; or, where the id has a
prefix for another namespace, none whose `targetNamespace` the prefix stands for. The engine will fail when it gets
there, and what depends on the called process cannot be seen. Once a model with that process is imported, the finding
ends by itself; it comes back where that model is retired or no longer has the process.

**Fix.** Import the model that has the process, or correct `calledElement`.

**Example.** Reported as long as no model has a process `Process_Ship`:

```xml
<callActivity id="Call_Ship" calledElement="Process_Ship"/>
```
"""

from collections.abc import Iterable, Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import sentence
from pipeline.tenant.speaking import Row, meant, named

SEVERITY = Severity.WARNING
TOPICS = ("process",)
ALIASES = ("bpmn-to-code/call-activity-target-exists",)
SOURCE = "BPMN 2.0.2, 10.3.5"


def check(rows: Iterable[Row]) -> Iterator[tuple[Row, str]]:
    for row in rows:
        yield (
            row,
            f"{sentence(named(row))} calls {meant(row)}, which no current model has. "
            "Import the model that has it, or correct the id.",
        )

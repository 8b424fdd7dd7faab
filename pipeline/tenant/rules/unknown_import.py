"""Reference into another document names nothing there.

**Why.** A prefix says that what is meant stands in a document of another namespace, and no current model of the tenant
has it: neither its engine nor whoever reads it finds the message, item or error, and lineage ends there. Calls of
processes are reported by unknown-call. `ameide validate` of a folder compares its files in the same way. Once a model
that has it is imported, the finding ends by itself.

**Fix.** Import the model that has it, or correct the id or what its prefix stands for.

**Example.** Reported as long as no model of the namespace `urn:shop` has a message `Order`:

```xml
<receiveTask id="Wait" messageRef="shop:Order" xmlns:shop="urn:shop"/>
```
"""

from collections.abc import Iterable, Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import sentence, spoken
from pipeline.tenant.speaking import Row, meant, named

SEVERITY = Severity.WARNING
TOPICS = ()
ALIASES = ("BPMNspector/EXT.001",)
SOURCE = "BPMN 2.0.2, 8.2.2"


def check(rows: Iterable[Row]) -> Iterator[tuple[Row, str, str]]:
    for row in rows:
        yield (
            row,
            f"{sentence(named(row))} refers to the {spoken(row['type'])} {meant(row)}, which no current model has. "
            "Import the model that has it, or correct the id.",
            row["anchor"],
        )

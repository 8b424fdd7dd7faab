"""Reference can mean several elements.

**Why.** A call activity names a process and no model, and ids repeat across files. Where the current versions of
several models offer what is meant, or a document states an id twice, whoever runs it has to guess; lineage and impact
then go to all of them (of a document: to the first). No file alone shows the first case: it is found when a model is
imported, retired or erased, and closed when one is left.

**Fix.** Give one of them another id, or retire the model that is not meant any more. Where your engine reads prefixes,
and what is meant is alone in a namespace of its own, a prefix for that says so: `calledElement="shop:Process_Ship"`.

**Example.** `Call_Ship` is reported once a second model with a process `Process_Ship` is imported:

```xml
<callActivity id="Call_Ship" calledElement="Process_Ship"/>
```
"""

from collections.abc import Iterable, Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import sentence, spoken
from pipeline.tenant.speaking import Row, meant, model_of, named, some

SEVERITY = Severity.WARNING
TOPICS = ()


def check(rows: Iterable[Row]) -> Iterator[tuple[Row, str]]:
    for row in rows:
        models = some(sorted(map(model_of, row["meant"])))
        yield (
            row,
            f"{sentence(named(row))} refers to the {spoken(row['type'])} {meant(row)}, which could be that "
            f"of {models}; all of them are taken. Give one of them another id, or retire its model.",
        )

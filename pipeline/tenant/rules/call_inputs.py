"""Call does not give the inputs of the called process.

**Why.** The process states the inputs that it takes (`ioSpecification`), and the call the variables that it gives: data
inputs, `camunda:in`, or the inputs of a `zeebe:ioMapping`. An input that is missing is empty when the process runs, and
one that it does not know is a name misspelt, or something that is no longer needed. Where either of them says nothing,
or the call gives all its variables, nothing is missed.

**Fix.** Give the inputs by the names that the process states.

**Example.** Reported where `Process_Ship` states a data input `address` and no `adress`:

```xml
<callActivity id="Call_Ship" calledElement="Process_Ship">
  <extensionElements><camunda:in source="where" target="adress"/></extensionElements>
</callActivity>
```
"""

from collections.abc import Iterable, Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import quoted, sentence
from pipeline.tenant.speaking import Row, named, some

SEVERITY = Severity.WARNING
TOPICS = ("process",)
SOURCE = "BPMN 2.0.2, 10.4.2"


def check(rows: Iterable[Row]) -> Iterator[tuple[Row, str, str]]:
    for row in rows:
        takes, may, gives = (set(row[column] or ()) for column in ("takes", "may_take", "gives"))
        missing = set() if row["gives_all"] else takes - gives
        wrong = [
            f"{what} {some(map(quoted, sorted(names)))}"
            for what, names in (("does not give", missing), ("gives the unknown", gives - takes - may))
            if names
        ]
        if wrong:
            about = f"{sentence(named(row))} calls {quoted(row['target'])} and {' and '.join(wrong)}."
            yield row, f"{about} Use the names of the inputs that the process states.", row["process"]

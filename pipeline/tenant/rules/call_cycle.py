"""Calls form a cycle.

**Why.** A process calls another one, which calls another, and in the end the first is called again. Each round starts
new instances of all of them, and unless a condition ends it, it never does. It is easily overlooked, since each of the
models is right by itself. The trace names the calls, in the order in which they are made.

**Fix.** Take one of the calls out; or let a process repeat by a loop in it.

**Example.** Both calls are reported:

```xml
<process id="Process_A"><callActivity id="Call_B" calledElement="Process_B"/></process>
<process id="Process_B"><callActivity id="Call_A" calledElement="Process_A"/></process>
```
"""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence

from pipeline.ir.finding import Severity
from pipeline.ir.graph import components
from pipeline.ir.naming import quoted, sentence
from pipeline.tenant.speaking import Row, id_of, named, some

SEVERITY = Severity.WARNING
TOPICS = ("process",)
SOURCE = "BPMN 2.0.2, 10.3.5"


def check(rows: Sequence[Row]) -> Iterator[tuple[Row, str, str, tuple[str, ...]]]:
    calls: dict[str, dict[str, Row]] = {}
    for row in sorted(rows, key=lambda row: (row["element"], row["process"])):
        if row["within"] is not None:
            calls.setdefault(row["within"], {}).setdefault(row["process"], row)
    parts = components(calls)
    for row in rows:
        within, process = row["within"], row["process"]
        if within is not None and parts.get(within, 0) == parts.get(process, 1):
            trace = (row["element"], *_back(calls, parts, process, within))
            way = some(quoted(id_of(each)) for each in trace)
            message = f"{sentence(named(row))} leads back to the process that it stands in, by {way}."
            yield row, f"{message} Take one of these calls out.", process, trace


def _back(calls: Mapping[str, Mapping[str, Row]], parts: Mapping[str, int], start: str, end: str) -> tuple[str, ...]:
    """Return the calls on the shortest way from one process to another of its component, breadth first."""
    before: dict[str, tuple[str, str]] = {}
    queue = deque([start])
    while queue and start != end and end not in before:
        process = queue.popleft()
        for called, row in calls.get(process, {}).items():
            if parts.get(called) == parts[start] and called not in before and called != start:
                before[called] = (process, row["element"])
                queue.append(called)
    found = []
    while end != start:
        end, call = before[end]
        found.append(call)
    return tuple(reversed(found))

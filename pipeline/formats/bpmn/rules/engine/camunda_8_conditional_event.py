"""Variable filter of a conditional event holds an invalid name.

**Why.** The filter of a conditional event lists the variables whose change makes Camunda 8 look at the condition. A
name that is none never changes, and the condition is never asked.

**Fix.** Write the names with commas between them, without empty places.

**Example.** Reported:

```xml
<zeebe:conditionalFilter variableNames="order total,,state"/>
```
"""

import re
from collections.abc import Iterator

from pipeline.formats.bpmn.engines.camunda_8 import told
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, quoted, sentence
from pipeline.ir.ruleset import Release
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.ERROR
TARGET = "camunda-8"
SOURCE = "Camunda 8 documentation, Conditional events"
ALIASES = ("camunda-compat/conditional-event",)

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def check(model: WorkflowModel, _version: Release) -> Iterator[tuple[FlowElement, str]]:
    for event, said in told(model):
        text = said.get("variableNames") if said.kind == "conditionalFilter" else ""
        if text and not all(_NAME.fullmatch(name.strip()) for name in text.split(",")):
            yield (
                event,
                f"{sentence(named(event))} watches {quoted(text)}. Write names of variables with commas between them.",
            )

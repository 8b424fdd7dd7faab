"""Process has no history time to live.

**Why.** Since 7.20 Camunda 7 refuses to deploy a process without a time to live unless the engine is configured
otherwise; 7.19 warns of that. Without one, history grows for ever.

**Fix.** Set `camunda:historyTimeToLive` at the process, as days or ISO 8601 (`P30D`), or see to the engine's own.

**Example.** Reported:

```xml
<process id="Ship" isExecutable="true"/>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.engines.camunda_7 import stated
from pipeline.formats.bpmn.engines.releases import knows
from pipeline.formats.bpmn.facts.executable import executed
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.ruleset import Release
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.INFO
TARGET = "camunda-7"
SOURCE = "Camunda 7 manual, History cleanup: history time to live"
ALIASES = ("camunda-compat/history-time-to-live",)

_ASKED = (7, 19)


def check(model: WorkflowModel, version: Release) -> Iterator[tuple[FlowElement, str]]:
    for process in executed(model, "process") if knows(version, _ASKED) else ():
        if not stated(process, "historyTimeToLive"):
            yield process, f"{sentence(named(process))} keeps its history for ever. Set camunda:historyTimeToLive."

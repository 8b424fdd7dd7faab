"""Camunda 7 cannot run this element.

**Why.** Camunda 7 runs most of BPMN; what it does not know it refuses to deploy, or passes without a word. Conditional
events came with 7.6. `docs/engines.md` says which elements it runs.

**Fix.** Say it with elements that Camunda 7 runs: a complex gateway as conditions, an ad hoc sub-process as a case or
as tasks that are started by hand.

**Example.** Reported:

```xml
<complexGateway id="Enough"/>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.engines.camunda_7 import EVENTS, JUDGED, UNKNOWN
from pipeline.formats.bpmn.engines.releases import knows, written
from pipeline.formats.bpmn.engines.saying import key
from pipeline.formats.bpmn.facts.executable import executed
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.ruleset import Release
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.ERROR
TARGET = "camunda-7"
SOURCE = "Camunda 7 manual, BPMN 2.0 implementation reference: coverage"


def check(model: WorkflowModel, version: Release) -> Iterator[tuple[FlowElement, str]]:
    for element in executed(model, *JUDGED):
        needed = key(model, element)
        since = EVENTS.get(needed)
        if needed in UNKNOWN or ("/" in needed and since is None):
            yield (
                element,
                f"{sentence(named(element))} cannot be run by Camunda 7 ({needed}). Say it with other elements.",
            )
        elif since is not None and not knows(version, since):
            yield (
                element,
                f"{sentence(named(element))} is run by Camunda {written(since)} and later ({needed}). Use the later "
                "release or other elements.",
            )

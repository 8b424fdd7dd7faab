"""Camunda 8 cannot run this element.

**Why.** Each release runs some more of BPMN, and none runs all: a deployment with an element that its release does not
know is refused as a whole. `docs/engines.md` says which release runs what.

**Fix.** Deploy to the release that the finding names, or say it with elements that the release at hand runs: a complex
gateway as conditions, a transaction as a sub-process with compensation.

**Example.** Reported for `camunda-8@8.2` and not for `camunda-8@8.3`:

```xml
<intermediateCatchEvent id="Recalled"><signalEventDefinition signalRef="Recall"/></intermediateCatchEvent>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.engines.camunda_8 import ELEMENTS, EVENTS, JUDGED
from pipeline.formats.bpmn.engines.releases import knows, written
from pipeline.formats.bpmn.engines.saying import key
from pipeline.formats.bpmn.facts.executable import executed
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.ruleset import Release
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.ERROR
TARGET = "camunda-8"
SOURCE = "Camunda 8 documentation, BPMN coverage"
ALIASES = ("camunda-compat/element-type", "camunda-compat/no-signal-event-sub-process")


def check(model: WorkflowModel, version: Release) -> Iterator[tuple[FlowElement, str]]:
    for element in executed(model, *JUDGED):
        needed = key(model, element)
        since = ELEMENTS.get(needed) or EVENTS.get(needed)
        if since is None:
            yield (
                element,
                f"{sentence(named(element))} cannot be run by any release of Camunda 8 ({needed}). Say it with other "
                "elements.",
            )
        elif not knows(version, since):
            yield (
                element,
                f"{sentence(named(element))} is run by Camunda {written(since)} and later, and not by "
                f"{written(version)} ({needed}). Use the later release or other elements.",
            )

"""FEEL function is newer than the release.

**Why.** FEEL of each release knows some more functions. A call of one that is not there yet gives null, or an incident,
while the process runs. The table stands in `docs/engines.md`.

**Fix.** Say it with older functions, or deploy to the release that the finding names.

**Example.** Reported for `camunda-8@8.5` and not for `camunda-8@8.6`:

```xml
<conditionExpression>=is empty(items)</conditionExpression>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.engines.camunda_8 import FUNCTIONS
from pipeline.formats.bpmn.engines.expressions import written as expressions
from pipeline.formats.bpmn.engines.feel import calls
from pipeline.formats.bpmn.engines.releases import knows, written
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.ruleset import Release
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
TARGET = "camunda-8"
SOURCE = "FEEL-Scala documentation, Changelog"
ALIASES = ("camunda-compat/feel-compatibility",)


def check(model: WorkflowModel, version: Release) -> Iterator[tuple[FlowElement, str, str]]:
    late = {name: since for name, since in FUNCTIONS.items() if not knows(version, since)}
    for each in expressions(model) if late else ():
        for name in (name for name in late if any(calls(each.text, name))):
            message = (
                f"{sentence(named(each.element))} calls {name}(), which Camunda {written(late[name])} and later have. "
                "Use the later release or another function."
            )
            yield each.element, message, f"{each.place} {name}"

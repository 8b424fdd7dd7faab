"""Version tag is empty.

**Why.** A process with an empty tag cannot be found by it, and a binding to a version tag that is not stated has
nothing to find.

**Fix.** State the `value` of `zeebe:versionTag`; with `bindingType="versionTag"`, the `versionTag`.

**Example.** Reported:

```xml
<zeebe:calledElement processId="Process_Ship" bindingType="versionTag"/>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.engines.camunda_8 import told
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.ruleset import Release
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.ERROR
TARGET = "camunda-8"
SOURCE = "Camunda 8 documentation, Resource binding types"
ALIASES = ("camunda-compat/version-tag",)


def check(model: WorkflowModel, _version: Release) -> Iterator[tuple[FlowElement, str]]:
    for element, said in told(model):
        if said.kind == "versionTag" and not said.get("value"):
            yield element, f"{sentence(named(element))} has an empty version tag. State its value."
        if said.get("bindingType") == "versionTag" and not said.get("versionTag"):
            yield element, f"{sentence(named(element))} is bound to a version tag that is missing. State versionTag."

"""Binding to a version names no version.

**Why.** A called process, decision or form can be the latest, the one deployed together, or one of a version or version
tag. Camunda 7 refuses a binding to a version that is not stated, and ignores a version without the binding.

**Fix.** State the version or the version tag, or bind to `latest` or `deployment`.

**Example.** Reported, for there is no `camunda:calledElementVersion`:

```xml
<callActivity id="Ship" calledElement="Process_Ship" camunda:calledElementBinding="version"/>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.engines.camunda_7 import stated
from pipeline.formats.bpmn.facts.executable import executed
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.ruleset import Release
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.ERROR
TARGET = "camunda-7"
SOURCE = "Camunda 7 manual, Call activity; Business rule task; User task forms"

_BOUND = ("calledElement", "case", "decisionRef", "formRef")
_NEEDS = {"version": "Version", "versionTag": "VersionTag"}


def check(model: WorkflowModel, _version: Release) -> Iterator[tuple[FlowElement, str, str]]:
    for element in executed(model, "callActivity", "businessRuleTask", "userTask", "startEvent"):
        for name in _BOUND:
            binding = stated(element, f"{name}Binding")
            needed = name + _NEEDS.get(binding, "")
            if binding in _NEEDS and not stated(element, needed):
                message = f"{sentence(named(element))} is bound to a {binding} that is missing. State camunda:{needed}."
                yield element, message, name

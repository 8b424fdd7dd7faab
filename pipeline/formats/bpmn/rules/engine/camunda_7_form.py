"""User task or start event has several forms, or one that the release does not know.

**Why.** Camunda 7 shows one form: by key, by reference (since 7.16), or made of fields. With two of them it refuses to
deploy, or silently takes one.

**Fix.** Keep `camunda:formKey`, `camunda:formRef` or `camunda:formData`, and one only.

**Example.** Reported:

```xml
<userTask id="Sign" camunda:formKey="embedded:app:sign.html" camunda:formRef="sign"/>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.engines.camunda_7 import camunda, stated
from pipeline.formats.bpmn.engines.releases import knows
from pipeline.formats.bpmn.facts.executable import executed
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.ruleset import Release
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.ERROR
TARGET = "camunda-7"
SOURCE = "Camunda 7 manual, User task forms"

_REFERENCES = (7, 16)


def check(model: WorkflowModel, version: Release) -> Iterator[tuple[FlowElement, str]]:
    for element in executed(model, "userTask", "startEvent"):
        forms = [name for name in ("formKey", "formRef") if stated(element, name)]
        forms += ["formData"] if camunda(element, "formData") else []
        if len(forms) > 1:
            yield element, f"{sentence(named(element))} has {len(forms)} forms ({', '.join(forms)}). Keep one."
        elif forms == ["formRef"] and not knows(version, _REFERENCES):
            yield element, f"{sentence(named(element))} has a form by reference before Camunda 7.16. Use a form key."

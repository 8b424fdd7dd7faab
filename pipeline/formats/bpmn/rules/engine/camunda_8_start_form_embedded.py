"""Start form is embedded in the document.

**Why.** Since 8.9 forms inside the document are no longer meant for start events; a form of its own can be shown where
a process is started, changed without the process, and used by others.

**Fix.** Deploy the form and refer to its `formId`.

**Example.** Reported:

```xml
<startEvent id="Ordered">
  <extensionElements><zeebe:formDefinition formKey="camunda-forms:bpmn:order"/></extensionElements>
</startEvent>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.engines.camunda_8 import zeebe
from pipeline.formats.bpmn.engines.releases import knows
from pipeline.formats.bpmn.facts.executable import executed
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.ruleset import Release
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
TARGET = "camunda-8"
SOURCE = "Camunda 8 documentation, Start events: forms"
ALIASES = ("camunda-compat/start-event-form-embedded",)

_DEPRECATED = (8, 9)


def check(model: WorkflowModel, version: Release) -> Iterator[tuple[FlowElement, str]]:
    for event in executed(model, "startEvent") if knows(version, _DEPRECATED) else ():
        if any(form.get("formKey").startswith("camunda-forms:bpmn:") for form in zeebe(event, "formDefinition")):
            yield event, f"{sentence(named(event))} has a form inside the document. Deploy it and state its formId."

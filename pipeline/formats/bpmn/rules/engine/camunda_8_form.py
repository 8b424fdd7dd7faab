"""Form cannot be found.

**Why.** A form definition that names no form, or one in the document that is not there or empty, shows nothing; before
8.3 the start of a process has no form, before 8.4 forms have no ids.

**Fix.** State `formId` or `formKey` (for a user task that Camunda manages also `externalReference`); put the form that
`camunda-forms:bpmn:…` means into the process as `zeebe:userTaskForm`.

**Example.** Reported:

```xml
<userTask id="Sign"><extensionElements><zeebe:formDefinition/></extensionElements></userTask>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.engines.camunda_8 import ZEEBE, zeebe
from pipeline.formats.bpmn.engines.releases import knows
from pipeline.formats.bpmn.engines.saying import Said, first, process_of
from pipeline.formats.bpmn.facts.executable import executed
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.ruleset import Release
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.ERROR
TARGET = "camunda-8"
SOURCE = "Camunda 8 documentation, User tasks: user task forms"
ALIASES = ("camunda-compat/start-event-form", "camunda-compat/user-task-form")

_EMBEDDED = "camunda-forms:bpmn:"
_AT_START = (8, 3)
_BY_ID = (8, 4)


def check(model: WorkflowModel, version: Release) -> Iterator[tuple[FlowElement, str]]:
    for element in executed(model, "userTask", "startEvent"):
        form = first(model, element, ZEEBE, "formDefinition")
        if form is not None and (wrong := _wrong(model, element, form, version)):
            yield element, f"{sentence(named(element))} {wrong}"


def _wrong(model: WorkflowModel, element: FlowElement, form: Said, version: Release) -> str | None:
    if element.kind == "startEvent" and not knows(version, _AT_START):
        return "has a form before Camunda 8.3. Take it out or use the later release."
    if form.get("formId") and not knows(version, _BY_ID):
        return "has a form by id before Camunda 8.4. State a formKey."
    if not any(form.get(name) for name in ("formId", "formKey", "externalReference")):
        return "has a form definition that names no form. State formId or formKey."
    key = form.get("formKey")
    if key.startswith(_EMBEDDED) and not _embedded(model, element, key.removeprefix(_EMBEDDED)):
        return "has a form that the process does not hold. Put it there as zeebe:userTaskForm."
    return None


def _embedded(model: WorkflowModel, element: FlowElement, form: str) -> bool:
    process = process_of(model, element)
    stated = zeebe(process, "userTaskForm") if process is not None else ()
    return any(each.get("id") == form and each.text.strip() for each in stated)

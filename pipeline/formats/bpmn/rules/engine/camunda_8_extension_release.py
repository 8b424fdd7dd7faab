"""Extension is newer than the release.

**Why.** What a release does not know of its own extensions it ignores or refuses: a due date that nobody watches, a
listener that is never called, a binding that silently means the latest version. The table stands in
`docs/engines.md`.

**Fix.** Take the extension out, or deploy to the release that the finding names.

**Example.** Reported for `camunda-8@8.1` and not for `camunda-8@8.2`:

```xml
<userTask id="Sign">
  <extensionElements><zeebe:taskSchedule dueDate="=due"/></extensionElements>
</userTask>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.engines.camunda_8 import EXTENSIONS, ZEEBE, told
from pipeline.formats.bpmn.engines.releases import knows, written
from pipeline.formats.bpmn.engines.saying import Said, attribute
from pipeline.formats.bpmn.facts.executable import executed
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.ruleset import Release
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.ERROR
TARGET = "camunda-8"
SOURCE = "Camunda 8 documentation, release notes"
ALIASES = (
    "camunda-compat/no-before-all-execution-listener",
    "camunda-compat/no-binding-type",
    "camunda-compat/no-business-id",
    "camunda-compat/no-cancel-execution-listener",
    "camunda-compat/no-candidate-users",
    "camunda-compat/no-execution-listener-headers",
    "camunda-compat/no-execution-listeners",
    "camunda-compat/no-job-priority-definition",
    "camunda-compat/no-priority-definition",
    "camunda-compat/no-propagate-all-parent-variables",
    "camunda-compat/no-task-listeners",
    "camunda-compat/no-task-schedule",
    "camunda-compat/no-template",
    "camunda-compat/no-version-tag",
    "camunda-compat/no-zeebe-properties",
    "camunda-compat/no-zeebe-user-task",
)

_TEMPLATES = (8, 0)
_AS_EVER = {"bindingType": "latest", "propagateAllParentVariables": "true"}
"""Values that say what older releases do anyway; these pass over the attribute."""


def check(model: WorkflowModel, version: Release) -> Iterator[tuple[FlowElement, str, str]]:
    for element, said in told(model):
        for word in _words(said):
            since = EXTENSIONS.get(word)
            if since is not None and not knows(version, since):
                yield element, _late(element, word, since, version), word
    if not knows(version, _TEMPLATES):
        for element in executed(model, *dict.fromkeys(each.kind for each in model.elements)):
            if attribute(element, ZEEBE, "modelerTemplate"):
                yield element, _late(element, "modelerTemplate", _TEMPLATES, version), "modelerTemplate"


def _words(said: Said) -> Iterator[str]:
    """Yield the rows of the table that apply to an extension."""
    yield said.kind
    yield from (f"{said.kind}/{part.kind}" for part in said.parts)
    for name, value in said.attributes.items():
        word = f"{said.kind}/{name}"
        if value.strip() and _AS_EVER.get(name) != value.strip():
            yield word
            yield f"{word}={value.strip()}"


def _late(element: FlowElement, word: str, since: Release, version: Release) -> str:
    return (
        f"{sentence(named(element))} says zeebe:{word}, which Camunda {written(since)} and later know, and "
        f"{written(version)} does not. Take it out or use the later release."
    )

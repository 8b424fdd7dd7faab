"""Element uses the extensions of another engine than its document.

**Why.** An engine reads its own extensions and skips those of others without a word. A step that says in another
engine's words how it is carried out does nothing there, or keeps the deployment from working. Which engine is meant is
what the modeller wrote (`modeler:executionPlatform`), else what the first such step says. Camunda 7, Operaton, Activiti
and Flowable have one origin and are taken as one. A step that says it in both engines' words is for both.

**Fix.** Say it in the words of the engine that is meant, or correct the platform.

**Example.** `Pack` is reported, because the document is for Camunda 8:

```xml
<definitions modeler:executionPlatform="Camunda Cloud">
  <process id="Ship">
    <serviceTask id="Pack" camunda:topic="pack"/>
  </process>
</definitions>
```
"""

from collections.abc import Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, quoted, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("bpmn-to-code/engine-mismatch",)
_MODELER = "http://camunda.org/schema/modeler/1.0"
_PLATFORMS = {"Camunda Cloud": "zeebe", "Camunda Platform": "camunda"}
_ORIGIN = dict.fromkeys(("activiti", "camunda", "flowable", "operaton"), "camunda")
_WORDS = {
    "http://activiti.org/bpmn": "camunda",
    "http://camunda.org/schema/1.0/bpmn": "camunda",
    "http://camunda.org/schema/zeebe/1.0": "zeebe",
    "http://flowable.org/bpmn": "camunda",
    "http://operaton.org/schema/1.0/bpmn": "camunda",
    "http://www.jboss.org/drools": "drools",
}


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    meant = next(filter(None, map(_platform, model.of_kind("definitions"))), None)
    for element in model.elements:
        vendor = element.implementation.vendor if element.implementation else None
        if vendor is None:
            continue
        meant = meant or vendor
        origin = _ORIGIN.get(meant, meant)
        if _ORIGIN.get(vendor, vendor) != origin and origin not in map(_WORDS.get, element.extensions):
            yield (
                element,
                f"{sentence(named(element))} is carried out in words of {quoted(vendor)}, but the document is for "
                f"{quoted(meant)}. Say it in the words of that engine.",
            )


def _platform(definitions: FlowElement) -> str | None:
    said = definitions.extensions.get(_MODELER)
    return _PLATFORMS.get(said.attributes.get("executionPlatform", "").strip()) if said else None

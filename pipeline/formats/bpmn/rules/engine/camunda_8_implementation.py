"""Element has no complete implementation for Camunda 8.

**Why.** A service task, a script or a decision is work for something: a job worker of some type, a decision, an
expression. Camunda 8 refuses a task that names nothing, and one whose decision or script says nowhere to put its
result.

**Fix.** State `zeebe:taskDefinition` with a type, or `zeebe:calledDecision` (decision id and result variable), or
`zeebe:script` (expression and result variable), whichever the element and the release take.

**Example.** Reported:

```xml
<serviceTask id="Bill" name="Write bill"/>
```
"""

from collections.abc import Iterator, Mapping

from pipeline.formats.bpmn.engines.camunda_8 import IMPLEMENTATIONS, zeebe
from pipeline.formats.bpmn.engines.releases import knows, written
from pipeline.formats.bpmn.engines.saying import Said, key
from pipeline.formats.bpmn.facts.executable import executed
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.ruleset import Release
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.ERROR
TARGET = "camunda-8"
SOURCE = "Camunda 8 documentation, Service tasks; Business rule tasks; Script tasks"
ALIASES = ("camunda-compat/implementation",)

_STATES = {
    "calledDecision": ("decisionId", "resultVariable"),
    "script": ("expression", "resultVariable"),
    "taskDefinition": ("type",),
}


def check(model: WorkflowModel, version: Release) -> Iterator[tuple[FlowElement, str, str]]:
    for element in executed(model, *dict.fromkeys(each.partition("/")[0] for each in IMPLEMENTATIONS)):
        taken = IMPLEMENTATIONS.get(key(model, element), {})
        known = {kind for kind, since in taken.items() if knows(version, since)}
        stated = zeebe(element, *_STATES)
        if known and not stated and element.kind != "adHocSubProcess":
            way = " or ".join(f"zeebe:{kind}" for kind in sorted(known))
            yield element, f"{sentence(named(element))} does not say what carries it out. State {way}.", "missing"
        for each in stated:
            yield from _judged(element, each, taken, version)


def _judged(
    element: FlowElement, said: Said, taken: Mapping[str, Release], version: Release
) -> Iterator[tuple[FlowElement, str, str]]:
    since = taken.get(said.kind)
    if since is None:
        yield element, f"{sentence(named(element))} does not take a zeebe:{said.kind}. Take it out.", said.kind
    elif not knows(version, since):
        yield (
            element,
            f"{sentence(named(element))} takes a zeebe:{said.kind} since Camunda {written(since)}, and not in "
            f"{written(version)}. Use a worker, or the later release.",
            said.kind,
        )
    else:
        for name in _STATES[said.kind]:
            if not said.get(name):
                message = f"{sentence(named(element))} has a zeebe:{said.kind} without {name}. State it."
                yield element, message, f"{said.kind}/{name}"

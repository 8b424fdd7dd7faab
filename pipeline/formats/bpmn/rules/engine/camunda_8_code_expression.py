"""Error or escalation code is an expression where Camunda 8 needs a constant.

**Why.** A catching event is registered before there are variables to reckon with, so its code is a constant, always.
What throws an error may reckon its code since 8.2.

**Fix.** State the code itself.

**Example.** Reported, where a boundary event refers to it:

```xml
<error id="Refused" errorCode="=code"/>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.engines.feel import is_feel
from pipeline.formats.bpmn.engines.releases import knows
from pipeline.formats.bpmn.engines.saying import defined, meant
from pipeline.formats.bpmn.facts.executable import executed
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.ruleset import Release
from pipeline.ir.workflow import EVENTS, FlowElement, WorkflowModel

SEVERITY = Severity.ERROR
TARGET = "camunda-8"
SOURCE = "Camunda 8 documentation, Error events; Escalation events"
ALIASES = ("camunda-compat/no-expression",)

_CODES = {"error": ("errorRef", "errorCode"), "escalation": ("escalationRef", "escalationCode")}
_THROW = frozenset({"endEvent", "intermediateThrowEvent"})
_REASONED_WHEN_THROWN = (8, 2)


def check(model: WorkflowModel, version: Release) -> Iterator[tuple[FlowElement, str]]:
    for event in executed(model, *sorted(EVENTS)):
        role, attribute = _CODES.get(defined(event), ("", ""))
        referred = meant(model, event, role) if role else None
        thrown = event.kind in _THROW and knows(version, _REASONED_WHEN_THROWN)
        if referred is not None and not thrown and is_feel(referred.attributes.get(attribute, "")):
            yield event, f"{sentence(named(event))} has an expression as its code. State the {attribute} itself."

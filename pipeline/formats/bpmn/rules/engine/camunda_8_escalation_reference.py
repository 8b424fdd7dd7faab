"""Escalation event has no escalation, or its escalation has no code.

**Why.** An escalation is thrown and caught by its code; what is thrown without goes nowhere. An event may catch any
escalation, by referring to none.

**Fix.** Let the event refer to an escalation, and state its `escalationCode`.

**Example.** Reported:

```xml
<endEvent id="Late"><escalationEventDefinition/></endEvent>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.engines.saying import defined, meant
from pipeline.formats.bpmn.facts.executable import executed
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.ruleset import Release
from pipeline.ir.workflow import EVENTS, FlowElement, WorkflowModel

SEVERITY = Severity.ERROR
TARGET = "camunda-8"
SOURCE = "Camunda 8 documentation, Escalation events"
ALIASES = ("camunda-compat/escalation-reference",)

_THROW = frozenset({"endEvent", "intermediateThrowEvent"})


def check(model: WorkflowModel, _version: Release) -> Iterator[tuple[FlowElement, str]]:
    for event in executed(model, *sorted(EVENTS)):
        if defined(event) != "escalation":
            continue
        escalation = meant(model, event, "escalationRef")
        if escalation is None and event.kind in _THROW:
            yield event, f"{sentence(named(event))} refers to no escalation. State one with an escalationCode."
        elif escalation is not None and not escalation.attributes.get("escalationCode", "").strip():
            yield event, f"{sentence(named(event))} refers to an escalation without a code. State its escalationCode."

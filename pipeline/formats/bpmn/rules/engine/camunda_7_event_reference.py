"""Event refers to nothing, or to something without a name or code.

**Why.** Who waits for a message or a signal, and who throws an error or an escalation, is found by a name or a code. An
event without one is refused when it is deployed. What catches any error or escalation refers to none, and a message
that is thrown is sent by what the event names as its implementation.

**Fix.** Let the event refer to a message or signal with a name, or to an error or escalation with a code.

**Example.** Reported:

```xml
<endEvent id="Refused"><errorEventDefinition/></endEvent>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.engines.saying import defined, meant
from pipeline.formats.bpmn.facts.executable import executed
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.ruleset import Release
from pipeline.ir.tokens.codes import CODED
from pipeline.ir.workflow import EVENTS, FlowElement, WorkflowModel

SEVERITY = Severity.ERROR
TARGET = "camunda-7"
SOURCE = "Camunda 7 manual, Message events; Signal events; Error events; Escalation events"

_NAMED = frozenset({"message", "signal"})
_THROW = frozenset({"endEvent", "intermediateThrowEvent"})


def check(model: WorkflowModel, _version: Release) -> Iterator[tuple[FlowElement, str]]:
    for event in executed(model, *sorted(EVENTS)):
        kind = defined(event)
        thrown = event.kind in _THROW
        if kind in _NAMED and not (kind == "message" and thrown):
            referred = meant(model, event, f"{kind}Ref")
            if referred is None or not referred.name.strip():
                yield event, f"{sentence(named(event))} refers to no {kind} with a name. State one."
        elif kind in CODED and thrown:
            referred = meant(model, event, f"{kind}Ref")
            if referred is None or not referred.attributes.get(CODED[kind], "").strip():
                yield event, f"{sentence(named(event))} refers to no {kind} with a code. State one."

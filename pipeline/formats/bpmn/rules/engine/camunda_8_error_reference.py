"""Error event has no error, or its error has no code.

**Why.** An error is thrown and caught by its code. One that is thrown without has no handler; a catching event that
refers to an error without a code waits for something that cannot be told. Since 8.2 an event may catch any error, by
referring to none.

**Fix.** Let the event refer to an error, and state its `errorCode`.

**Example.** Reported:

```xml
<endEvent id="Refused"><errorEventDefinition/></endEvent>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.engines.releases import knows
from pipeline.formats.bpmn.engines.saying import defined, meant
from pipeline.formats.bpmn.facts.executable import executed
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.ruleset import Release
from pipeline.ir.workflow import EVENTS, FlowElement, WorkflowModel

SEVERITY = Severity.ERROR
TARGET = "camunda-8"
SOURCE = "Camunda 8 documentation, Error events"
ALIASES = ("camunda-compat/error-reference",)

_CATCHES_ANY = (8, 2)


def check(model: WorkflowModel, version: Release) -> Iterator[tuple[FlowElement, str]]:
    for event in executed(model, *sorted(EVENTS)):
        if defined(event) != "error":
            continue
        error = meant(model, event, "errorRef")
        if error is None and not (event.kind != "endEvent" and knows(version, _CATCHES_ANY)):
            yield event, f"{sentence(named(event))} refers to no error. State an error with an errorCode."
        elif error is not None and not error.attributes.get("errorCode", "").strip():
            yield event, f"{sentence(named(event))} refers to an error without a code. State its errorCode."

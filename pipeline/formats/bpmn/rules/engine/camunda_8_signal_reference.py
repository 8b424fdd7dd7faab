"""Signal event has no named signal.

**Why.** Who broadcasts and who waits meet by the name of the signal, not by its id.

**Fix.** Let the event refer to a signal, and give that a name.

**Example.** Reported, for the signal has no name:

```xml
<signal id="Recall"/>
<endEvent id="Recalled"><signalEventDefinition signalRef="Recall"/></endEvent>
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
SOURCE = "Camunda 8 documentation, Signal events"
ALIASES = ("camunda-compat/signal-reference",)


def check(model: WorkflowModel, _version: Release) -> Iterator[tuple[FlowElement, str]]:
    for event in executed(model, *sorted(EVENTS)):
        if defined(event) != "signal":
            continue
        signal = meant(model, event, "signalRef")
        if signal is None:
            yield event, f"{sentence(named(event))} refers to no signal. State a signal with a name."
        elif not signal.name.strip():
            yield event, f"{sentence(named(event))} refers to a signal without a name. Name the signal."

"""Process or sub-process has no place to begin.

**Why.** Where there is no start event, it begins at every step without an incoming flow. If each step waits for another
one, in a circle, there is no such place either: nothing in it ever runs, and no engine can start it.

**Fix.** Add a start event and lead it to the first step.

**Example.** Reported, because `Pack` waits for `Ship` and `Ship` for `Pack`:

```xml
<process id="Process">
  <task id="Pack"/>
  <task id="Ship"/>
  <sequenceFlow id="Flow_1" sourceRef="Pack" targetRef="Ship"/>
  <sequenceFlow id="Flow_2" sourceRef="Ship" targetRef="Pack"/>
</process>
```
"""

from collections.abc import Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.tokens.scopes import awaits_event, entries
from pipeline.ir.workflow import CONTAINERS, FlowElement, WorkflowModel

SEVERITY = Severity.ERROR


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for container in model.of_kind(*CONTAINERS):
        steps = [node for node in model.nodes(container.id) if not awaits_event(node)]
        if steps and not entries(model, container) and all(_is_led_to(model, step) for step in steps):
            yield (
                container,
                f"{sentence(named(container))} cannot begin: it has no start event, and each of its steps waits for "
                "another one. Add a start event.",
            )


def _is_led_to(model: WorkflowModel, step: FlowElement) -> bool:
    """Return true if a flow with a source leads to the step; dangling-flow reports the others."""
    return all(flow.source is not None for flow in model.incoming.get(step.id, ()))

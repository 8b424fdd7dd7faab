"""Expression is empty.

**Why.** An expression that a machine is to evaluate has a body. An empty one has no value: a condition that is neither
true nor false, a timer without a time.

**Fix.** Write the expression, or remove the element.

**Example.** `Wait` is reported:

```xml
<intermediateCatchEvent id="Wait">
  <timerEventDefinition><timeDuration xsi:type="tFormalExpression"/></timerEventDefinition>
</intermediateCatchEvent>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.expressions import expressions
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import EVENTS, FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.013",)
SOURCE = "BPMN 2.0.2, 8.4.6"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str, str]]:
    for owner, expression in expressions(model):
        of_event = expression.kind == "condition" and owner.kind in EVENTS
        if not (expression.value or expression.parts or of_event):
            yield (
                owner,
                f"{sentence(named(owner))} has a {expression.kind} that says nothing. Write it, or remove it.",
                expression.kind,
            )

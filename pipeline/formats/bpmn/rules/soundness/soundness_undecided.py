"""Soundness could not be decided.

**Why.** A process with very many states, with tokens that gather without bound, or with parts whose behaviour the
standard leaves to an expression, may be sound or not. That nothing was found then means little, so it is said, with
the reason. Other processes of its collaboration are checked without it, as if its messages could come at any time.

**Fix.** Do what the finding advises: connect what is not connected, join paths before a loop leads back, or move parts
into called processes.

**Example.** When a complex gateway with several ways in goes on is for its expression to say:

```xml
<complexGateway id="Enough"/>
<sequenceFlow id="Flow_1" sourceRef="First" targetRef="Enough"/>
<sequenceFlow id="Flow_2" sourceRef="Second" targetRef="Enough"/>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.soundness.memory import of_kind
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.INFO


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str, str, tuple[str, ...]]]:
    for found in of_kind(model, "undecided"):
        yield (
            found.element,
            f"Whether {named(found.element)} is sound is not known: {found.reason}. {found.advice}",
            "",
            found.trace,
        )

"""Sequence flow has a name but answers no question.

**Why.** The name of a flow says when it is taken. Where it is always taken, the name answers nothing; perhaps the
condition is missing, or it is the name of the step that follows. Off unless a configuration turns it on: many name
flows on purpose.

**Fix.** Delete the name, or give the flow the condition that it speaks of.

**Example.** `Flow_1` is reported:

```xml
<task id="Pack"/>
<task id="Ship"/>
<sequenceFlow id="Flow_1" name="packed" sourceRef="Pack" targetRef="Ship"/>
```
"""

from collections.abc import Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.INFO
ON = False
ALIASES = ("bpmnlint/superfluous-label",)
_DECIDES = frozenset({"exclusiveGateway", "inclusiveGateway", "complexGateway"})


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for flow in model.of_kind("sequenceFlow"):
        if flow.name.strip() and flow.condition is None and not _answers(model, flow):
            yield (
                flow,
                f"{sentence(named(flow))} has a name though it is always taken. "
                "Delete the name, or state the condition.",
            )


def _answers(model: WorkflowModel, flow: FlowElement) -> bool:
    source = model.by_id[flow.source] if flow.source is not None else None
    if source is None:
        return False
    return source.default == flow.id or (source.kind in _DECIDES and len(model.outgoing[source.id]) > 1)

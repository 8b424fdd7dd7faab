"""Sequence flow repeats another one.

**Why.** Two flows with equal source, target and condition are usually one drawn twice. An engine takes both, and
everything behind them runs twice.

**Fix.** Delete one of them, or give them the different conditions that were meant.

**Example.** `Flow_2` is reported:

```xml
<sequenceFlow id="Flow_1" sourceRef="Pack" targetRef="Ship"/>
<sequenceFlow id="Flow_2" sourceRef="Pack" targetRef="Ship"/>
```
"""

from collections.abc import Iterator, Sequence

from pipeline.ir.edit import Edit, Remove
from pipeline.ir.finding import Finding, Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("bpmnlint/no-duplicate-sequence-flows",)


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    first: dict[tuple[str, str, str], FlowElement] = {}
    for flow in model.of_kind("sequenceFlow"):
        if flow.source is None or flow.target is None:
            continue
        condition = flow.condition.text.strip() if flow.condition else ""
        earlier = first.setdefault((flow.source, flow.target, condition), flow)
        if earlier is not flow:
            yield (
                flow,
                f"{sentence(named(flow))} repeats {named(earlier)}: same source, target and condition. "
                "Delete one of them.",
            )


def fix(model: WorkflowModel, finding: Finding) -> Sequence[Edit]:
    """Take the later one away, where it says nothing of its own and nothing else means it."""
    flow = model.by_id[finding.element or ""]
    own = flow.name.strip() or flow.documentation or flow.extensions or model.children.get(flow.id)
    meant = any(
        mention.element == flow.id and mention.role not in {"incoming", "outgoing"}
        for element in model.elements
        for mention in element.references
    )
    return [] if own or meant or flow.source_id is None else [Remove(element=flow.id)]

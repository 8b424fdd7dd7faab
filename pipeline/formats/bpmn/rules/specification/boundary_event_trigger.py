"""Boundary event has no trigger, or one that cannot happen there.

**Why.** Without a definition it waits for nothing. A link or a termination never arrives from an activity. And with an
error or a cancellation the activity is over, and long before a compensation: an event that waits for one of these
cannot leave it running.

**Fix.** Give it a message, timer, error, escalation, signal, condition, compensation or, on a transaction, a
cancellation. Let it interrupt its activity where it waits for an error, a cancellation or a compensation.

**Example.** `Failed` is reported, because an error always interrupts:

```xml
<boundaryEvent id="Failed" attachedToRef="Pack" cancelActivity="false">
  <errorEventDefinition/>
</boundaryEvent>
```
"""

from collections.abc import Iterator, Sequence

from pipeline.formats.bpmn.facts.triggers import not_among
from pipeline.ir.edit import Edit, SetAttribute
from pipeline.ir.finding import Finding, Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.110",)
SOURCE = "BPMN 2.0.2, 10.5.4"
_BESIDE = frozenset({"message", "timer", "escalation", "conditional", "signal"})
_INSTEAD = _BESIDE | {"error", "cancel", "compensate"}


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str, str]]:
    for event in model.of_kind("boundaryEvent"):
        yield from ((event, message, kind) for kind, message in _wrong(event))


def _wrong(event: FlowElement) -> Iterator[tuple[str, str]]:
    if not event.events:
        yield "none", f"{sentence(named(event))} waits for nothing. Say for what, or remove it."
    never = not_among(event, _INSTEAD)
    for kind in never:
        yield kind, f"{sentence(named(event))} waits for a {kind}, which never reaches it. Wait for something else."
    for kind in not_among(event, _BESIDE) if not event.interrupting else ():
        if kind not in never:
            yield (
                kind,
                f"{sentence(named(event))} does not interrupt its activity, but that is over with {_an(kind)}. "
                "Let it interrupt the activity.",
            )


def _an(kind: str) -> str:
    return f"an {kind}" if kind == "error" else f"a {kind}"


def fix(model: WorkflowModel, finding: Finding) -> Sequence[Edit]:
    """Remove the attribute: an error event interrupts whatever it says."""
    event = model.by_id[finding.element or ""]
    ends = not event.interrupting and {each.kind for each in event.events} <= {"error", "cancel"}
    return [SetAttribute(element=event.id, name="cancelActivity", value=None)] if event.events and ends else []

"""Start event of an event sub-process has a trigger that cannot begin it.

**Why.** Links, cancellations and terminations never arrive at the start of an event sub-process. And one that reacts to
an error or a compensation cannot let the work around it go on, for that is already over.

**Fix.** Wait for a message, timer, error, escalation, signal, condition or compensation; make the start event
interrupting where it waits for an error or a compensation.

**Example.** `Failed` is reported, because an error always interrupts:

```xml
<subProcess id="Recover" triggeredByEvent="true">
  <startEvent id="Failed" isInterrupting="false"><errorEventDefinition/></startEvent>
</subProcess>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.triggers import not_among
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import SUBPROCESSES, FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.059",)
SOURCE = "BPMN 2.0.2, 10.5.2"
_BESIDE = frozenset({"message", "timer", "escalation", "conditional", "signal"})
_INSTEAD = _BESIDE | {"error", "compensate"}


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str, str]]:
    for container in model.of_kind(*SUBPROCESSES):
        for node in model.nodes(container.id) if container.event_sub_process else ():
            if node.kind == "startEvent":
                yield from ((node, message, kind) for kind, message in _wrong(node))


def _wrong(start: FlowElement) -> Iterator[tuple[str, str]]:
    never = not_among(start, _INSTEAD)
    for kind in never:
        yield kind, f"{sentence(named(start))} waits for a {kind}, which never begins it. Wait for something else."
    for kind in not_among(start, _BESIDE) if not start.interrupting else ():
        if kind not in never:
            yield (
                kind,
                f"{sentence(named(start))} does not interrupt, but after a {kind} nothing is left to go on beside it. "
                "Make it interrupting.",
            )

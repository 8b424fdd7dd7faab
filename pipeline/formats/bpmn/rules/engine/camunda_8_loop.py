"""Cycle has no wait state.

**Why.** Undefined and manual tasks are passed at once. A cycle of nothing but these and gateways would keep the engine
busy without ever waiting for anything; it refuses such processes whatever the conditions say. So it does with a process
that calls itself before it waits.

**Fix.** Let something in the cycle wait: a service or user task, a timer, a message.

**Example.** Reported at `Try`:

```xml
<task id="Try"/>
<sequenceFlow id="On" sourceRef="Try" targetRef="Done"/>
<exclusiveGateway id="Done" default="Yes"/>
<sequenceFlow id="No" sourceRef="Done" targetRef="Try"><conditionExpression>=again</conditionExpression></sequenceFlow>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.engines.camunda_8 import ZEEBE
from pipeline.formats.bpmn.engines.saying import defined, first, process_of
from pipeline.formats.bpmn.facts.executable import executed
from pipeline.ir.finding import Severity
from pipeline.ir.graph import components
from pipeline.ir.naming import named, sentence
from pipeline.ir.ruleset import Release
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.ERROR
TARGET = "camunda-8"
SOURCE = "Camunda 8 documentation, Manual tasks; Undefined tasks"
ALIASES = ("camunda-compat/no-loop",)

_WORK = frozenset({"task", "manualTask", "callActivity"})
_PASSED = _WORK | {"exclusiveGateway", "inclusiveGateway", "parallelGateway", "subProcess"}


def check(model: WorkflowModel, _version: Release) -> Iterator[tuple[FlowElement, str]]:
    nodes = tuple(executed(model, *sorted(_PASSED), "startEvent", "endEvent", "intermediateThrowEvent"))
    passed = {node.id for node in nodes if node.kind in _PASSED or defined(node) == "none"}
    edges = {node.id: tuple(_next(model, node, passed)) for node in nodes if node.id in passed}
    parts = components(edges)
    told: set[int] = set()
    for node in nodes:
        following = edges.get(node.id, ())
        again = any(parts[after] == parts[node.id] for after in following)
        if again and node.kind in _WORK and parts[node.id] not in told:
            told.add(parts[node.id])
            yield (
                node,
                f"{sentence(named(node))} is on a cycle that waits for nothing. Put a service or user task, a timer or "
                "a message into it.",
            )


def _next(model: WorkflowModel, node: FlowElement, passed: set[str]) -> Iterator[str]:
    """Yield the nodes that a token reaches next from a node."""
    if node.kind == "callActivity":
        after = _own_starts(model, node)
    elif node.kind == "subProcess":
        after = [each.id for each in model.nodes(node.id) if each.kind == "startEvent"]
    else:
        around = model.by_id.get(node.parent or "")
        left = around if node.kind == "endEvent" and around is not None and around.kind == "subProcess" else node
        after = [flow.target for flow in model.outgoing.get(left.id, ()) if flow.target is not None]
    return (each for each in after if each in passed)


def _own_starts(model: WorkflowModel, call: FlowElement) -> list[str]:
    """Return the start events of the process if the call is recursive; other callees are not known here."""
    called = first(model, call, ZEEBE, "calledElement")
    process = process_of(model, call)
    if process is None or called is None or called.get("processId") != process.source_id:
        return []
    return [node.id for node in model.nodes(process.id) if node.kind == "startEvent"]

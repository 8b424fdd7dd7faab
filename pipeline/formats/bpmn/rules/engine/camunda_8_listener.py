"""Listener is never called, or names no worker.

**Why.** A listener is a job for a worker of some type; without one nobody is called, and the process waits. Processes
and flow nodes have listeners, sequence flows do not; `beforeAll` happens where something is repeated, `cancel` to a
process as a whole. Listeners of tasks are called for user tasks that Camunda itself manages.

**Fix.** State the `type`; put `beforeAll` at multi-instance activities and `cancel` at the process; mark user tasks
with `zeebe:userTask`.

**Example.** Reported, for there is no type:

```xml
<zeebe:executionListeners><zeebe:executionListener eventType="start"/></zeebe:executionListeners>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.engines.camunda_8 import told, zeebe
from pipeline.formats.bpmn.engines.saying import Said
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.ruleset import Release
from pipeline.ir.workflow import FLOW_NODES, FlowElement, WorkflowModel

SEVERITY = Severity.ERROR
TARGET = "camunda-8"
SOURCE = "Camunda 8 documentation, Execution listeners; User task listeners"
ALIASES = (
    "camunda-compat/before-all-execution-listener",
    "camunda-compat/cancel-execution-listener",
    "camunda-compat/execution-listener",
    "camunda-compat/task-listener",
)


def check(model: WorkflowModel, _version: Release) -> Iterator[tuple[FlowElement, str, str]]:
    for element, said in told(model):
        if said.kind == "taskListeners" and said.parts and not zeebe(element, "userTask"):
            message = f"{sentence(named(element))} has listeners of a task without zeebe:userTask. State that."
            yield element, message, "userTask"
        if said.kind in {"executionListener", "taskListener"}:
            yield from ((element, message, about) for about, message in _wrong(element, said))


def _wrong(element: FlowElement, listener: Said) -> Iterator[tuple[str, str]]:
    event = listener.get("eventType")
    subject = sentence(named(element))
    if not listener.get("type"):
        yield "type", f"{subject} has a listener without a type. State the type of its worker."
    if listener.kind != "executionListener":
        return
    if element.kind not in FLOW_NODES | {"process"}:
        yield "place", f"{subject} cannot have listeners. Put them at a flow node or the process."
    repeated = element.loop is not None and element.loop.kind != "standard"
    if event == "beforeAll" and not repeated:
        yield "beforeAll", f"{subject} listens for beforeAll and is not repeated. Use start, or multi-instance."
    if event == "cancel" and element.kind != "process":
        yield "cancel", f"{subject} listens for cancel, which happens to processes. Put it at the process."

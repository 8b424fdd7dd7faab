"""Task has no implementation for Camunda 7.

**Why.** A service, send or business rule task, and a message that is thrown, is work for a class, a bean, an
expression, a connector, a worker or a decision. Camunda 7 refuses to deploy a task that names none.

**Fix.** State `camunda:class`, `camunda:delegateExpression`, `camunda:expression`, `camunda:type="external"` with a
topic, `camunda:decisionRef`, or a `camunda:connector`.

**Example.** Reported:

```xml
<serviceTask id="Bill" name="Write bill"/>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.engines.camunda_7 import carried, of_message
from pipeline.formats.bpmn.engines.saying import defined
from pipeline.formats.bpmn.facts.executable import executed
from pipeline.formats.bpmn.facts.inside import within
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.ruleset import Release
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.ERROR
TARGET = "camunda-7"
SOURCE = "Camunda 7 manual, Service task; Send task; Business rule task"

_TASKS = ("serviceTask", "sendTask", "businessRuleTask")


def check(model: WorkflowModel, _version: Release) -> Iterator[tuple[FlowElement, str]]:
    for task in executed(model, *_TASKS):
        if (
            not carried(model, task)
            and not within(model, task, "operationRef")
            and not task.attributes.get("operationRef")
        ):
            yield task, f"{sentence(named(task))} does not say what carries it out. State a class, worker or decision."
    for node in executed(model, *_TASKS, "endEvent", "intermediateThrowEvent"):
        if of_message(model, node, "type") == "external" and not of_message(model, node, "topic"):
            yield node, f"{sentence(named(node))} is an external task without a topic. State camunda:topic."
    for event in executed(model, "endEvent", "intermediateThrowEvent"):
        if defined(event) == "message" and not carried(model, event):
            yield event, f"{sentence(named(event))} does not say what sends its message. State a class or worker."

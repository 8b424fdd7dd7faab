"""Repetition has no collection that Camunda 8 understands.

**Why.** Camunda 8 repeats an activity once for each item of a collection. It has no standard loop, and the standard's
cardinality means nothing to it. Where results are collected, it has to know both what and where to.

**Fix.** Use multi-instance with `zeebe:loopCharacteristics` and an `inputCollection`; state `outputCollection` and
`outputElement` both or neither. Say a loop with a gateway.

**Example.** Reported:

```xml
<serviceTask id="Pack"><standardLoopCharacteristics/></serviceTask>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.engines.camunda_8 import ZEEBE
from pipeline.formats.bpmn.engines.saying import first
from pipeline.formats.bpmn.facts.executable import executed
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.ruleset import Release
from pipeline.ir.workflow import ACTIVITIES, FlowElement, WorkflowModel

SEVERITY = Severity.ERROR
TARGET = "camunda-8"
SOURCE = "Camunda 8 documentation, Multi-instance"
ALIASES = ("camunda-compat/loop-characteristics",)


def check(model: WorkflowModel, _version: Release) -> Iterator[tuple[FlowElement, str]]:
    for activity in executed(model, *sorted(ACTIVITIES)):
        if activity.loop is not None and (wrong := _wrong(model, activity)):
            yield activity, f"{sentence(named(activity))} {wrong}"


def _wrong(model: WorkflowModel, activity: FlowElement) -> str | None:
    if activity.loop is not None and activity.loop.kind == "standard":
        return "has a standard loop, which Camunda 8 does not run. Use a gateway or multi-instance."
    said = first(model, activity, ZEEBE, "loopCharacteristics")
    if said is None or not said.get("inputCollection"):
        return "is repeated over nothing. State zeebe:loopCharacteristics with an inputCollection."
    if bool(said.get("outputCollection")) != bool(said.get("outputElement")):
        return "collects results without saying both what and where to. State outputCollection and outputElement."
    return None

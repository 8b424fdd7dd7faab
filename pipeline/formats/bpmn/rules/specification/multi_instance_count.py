"""Multi-instance activity has neither a number nor a collection.

**Why.** Before the first one begins an engine has to know their number: from an expression, or from a collection of
which each instance gets an item. What an engine's own attributes say of a collection counts.

**Fix.** State a `loopCardinality`, or a `loopDataInputRef`.

**Example.** `Pack` is reported:

```xml
<task id="Pack"><multiInstanceLoopCharacteristics/></task>
```
"""

import re
from collections.abc import Iterator

from pipeline.formats.bpmn.facts.executable import executed
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import ACTIVITIES, FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.067",)
SOURCE = "BPMN 2.0.2, 10.3.8"
_COLLECTION = re.compile(r"<(?:[\w.-]+:)?(?:loopCharacteristics|collection)\b")


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for activity in executed(model, *ACTIVITIES):
        loop = activity.loop
        if loop is None or loop.kind == "standard" or loop.cardinality is not None or loop.collection is not None:
            continue
        inner = (child for child in model.children.get(activity.id, ()) if child.kind.endswith("LoopCharacteristics"))
        if not any(map(_by_extension, (activity, *inner))):
            yield (
                activity,
                f"{sentence(named(activity))} does not say how many instances it has. "
                "State a loopCardinality or a loopDataInputRef.",
            )


def _by_extension(element: FlowElement) -> bool:
    return any(
        any(name.rpartition("/")[2] == "collection" for name in extension.attributes)
        or any(map(_COLLECTION.match, extension.elements))
        for extension in element.extensions.values()
    )

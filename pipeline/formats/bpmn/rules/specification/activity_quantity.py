"""Start or completion quantity is not a number from 1.

**Why.** The start quantity says how many tokens have to arrive before it begins, the completion quantity how many it
makes when it is done. With less than one it would begin by itself, or its path would end in it.

**Fix.** State 1 or more, or leave the attribute out.

**Example.** `Pack` is reported:

```xml
<task id="Pack" startQuantity="0"/>
```
"""

from collections.abc import Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, quoted, sentence
from pipeline.ir.workflow import ACTIVITIES, FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.037", "BPMNspector/EXT.038")
SOURCE = "BPMN 2.0.2, 10.3"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str, str]]:
    for activity in model.of_kind(*ACTIVITIES):
        for name in ("startQuantity", "completionQuantity"):
            stated = activity.attributes.get(name)
            if stated is not None and not _positive(stated):
                yield (
                    activity,
                    f"{sentence(named(activity))} has the {name} {quoted(stated)}, which is not 1 or more. "
                    "State such a number, or leave it out.",
                    name,
                )


def _positive(stated: str) -> bool:
    digits = stated.strip().removeprefix("+")
    return digits.isascii() and digits.isdigit() and digits.strip("0") != ""

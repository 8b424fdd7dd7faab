"""Ids of two steps become the same name in code.

**Why.** Code, tables and metrics are named after ids, and there `pack-order`, `pack_order` and `PackOrder` are one
name. One of them then gets a number, and which one depends on the order of the document.

**Fix.** Give one of them an id that differs by more than its punctuation or its capitals.

**Example.** `pack-order` is reported:

```xml
<task id="packOrder"/>
<task id="pack-order"/>
```
"""

import re
from collections.abc import Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, quoted, sentence
from pipeline.ir.workflow import FLOW_NODES, FlowElement, WorkflowModel

SEVERITY = Severity.INFO
ALIASES = ("bpmn-to-code/collision-detection",)
_BORDER = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[\W_]+")


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    process: dict[str, str] = {}
    first: dict[tuple[str, str], FlowElement] = {}
    for element in model.elements:
        parent = element.parent or ""
        process[element.id] = element.id if element.kind == "process" else process.get(parent, parent)
        if element.kind in FLOW_NODES and element.source_id:
            name = "_".join(filter(None, _BORDER.split(element.source_id))).lower()
            earlier = first.setdefault((process[element.id], name), element)
            if earlier.source_id not in {None, element.source_id}:
                yield (
                    element,
                    f"{sentence(named(element))} and {named(earlier)} have ids that become one name in code, "
                    f"{quoted(name)}. Give one of them another id.",
                )

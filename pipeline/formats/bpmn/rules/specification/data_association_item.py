"""Data association connects data of different types.

**Why.** What is at its source is copied to its target. Where both state what they hold and it differs, an order that
arrives where an invoice is expected, say, the copy cannot be used. A transformation makes one of the other; assignments
copy parts of it, so neither is reported. Nor is anything where one side does not say what it holds.

**Fix.** Give both the same item definition, or add a transformation.

**Example.** Reported, because an order is no invoice:

```xml
<itemDefinition id="Order" structureRef="ns:Order"/>
<itemDefinition id="Invoice" structureRef="ns:Invoice"/>
...
<dataInputAssociation id="Copy"><sourceRef>AnOrder</sourceRef><targetRef>AnInvoice</targetRef></dataInputAssociation>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.data_flow import associations
from pipeline.formats.bpmn.facts.items import differ, item, resolve
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.INFO
ALIASES = ("BPMNspector/EXT.091",)
SOURCE = "BPMN 2.0.2, 10.4.1"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for element, association in associations(model):
        if association.transformation or association.assignments:
            continue
        target = resolve(model, association.target)
        for source in (resolve(model, each) for each in association.sources):
            if source and target and differ(item(model, source), item(model, target)):
                yield (
                    element,
                    f"{sentence(named(element))} copies {named(source)} to {named(target)}, which holds another kind "
                    "of item. Give both the same item definition, or add a transformation.",
                )

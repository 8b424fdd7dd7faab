"""Data and its item definition differ in isCollection.

**Why.** Both a data object, input or output and its item definition say whether they hold one thing or several. Where
they differ, it depends on the reader whether a multi-instance activity can run over it.

**Fix.** Give `isCollection` the same value at both; false is what is meant where it is missing.

**Example.** `Orders` is reported:

```xml
<itemDefinition id="Order" structureRef="ns:Order" isCollection="false"/>
...
<dataObject id="Orders" itemSubjectRef="Order" isCollection="true"/>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.executable import executed
from pipeline.formats.bpmn.facts.items import item
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.020",)
SOURCE = "BPMN 2.0.2, 10.4.1"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for data in executed(model, "dataObject", "dataInput", "dataOutput"):
        definition = item(model, data)
        if definition is not None and _is_collection(data) != _is_collection(definition):
            one, other = (data, definition) if _is_collection(data) else (definition, data)
            yield (
                data,
                f"{sentence(named(one))} is a collection, but {named(other)} is not. Give both the same isCollection.",
            )


def _is_collection(element: FlowElement) -> bool:
    return element.says("isCollection")

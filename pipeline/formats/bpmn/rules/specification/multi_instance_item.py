"""Items of a multi-instance activity differ in type from its collection.

**Why.** `inputDataItem` is what an instance sees of the collection, `outputDataItem` what it adds to another one: the
type of the item is that of a member of the collection, and not a collection itself. Nothing is reported where a
type is not stated, or where what is named as the collection does not say that it is one.

**Fix.** Give the item the item definition of a single member.

**Example.** `Pack` is reported, because `Orders` holds orders and each instance gets an invoice:

```xml
<itemDefinition id="Order" structureRef="ns:Order" isCollection="true"/>
<itemDefinition id="Invoice" structureRef="ns:Invoice"/>
...
<task id="Pack">
  <ioSpecification><dataInput id="Orders" itemSubjectRef="Order" isCollection="true"/></ioSpecification>
  <multiInstanceLoopCharacteristics>
    <loopDataInputRef>Orders</loopDataInputRef>
    <inputDataItem id="Each" itemSubjectRef="Invoice"/>
  </multiInstanceLoopCharacteristics>
</task>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.executable import executed
from pipeline.formats.bpmn.facts.inside import values, within
from pipeline.formats.bpmn.facts.items import differ, item
from pipeline.formats.bpmn.facts.parts import Part
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import ACTIVITIES, FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.069", "BPMNspector/EXT.070")
SOURCE = "BPMN 2.0.2, 10.3.8"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str, str]]:
    for activity in executed(model, *ACTIVITIES):
        if activity.loop is None or activity.loop.kind == "standard":
            continue
        for loop in within(model, activity, "multiInstanceLoopCharacteristics"):
            for way in ("Input", "Output"):
                collection = item(model, next(iter(values(model, loop, f"loopData{way}Ref")), None))
                for each in within(model, loop, f"{way.lower()}DataItem"):
                    if wrong := _wrong(model, each, collection):
                        what = f"{way.lower()} item of {named(activity)}"
                        yield activity, f"{sentence(what)} {wrong}", way.lower()


def _wrong(model: WorkflowModel, each: Part, collection: FlowElement | None) -> str | None:
    single = item(model, each.attributes.get("itemSubjectRef"))
    if single is None or collection is None or not _is_collection(collection):
        return None
    if _is_collection(single):
        return f"is a collection itself, by {named(single)}. Give it the item definition of one member."
    if differ(single, collection):
        return f"is {named(single)}, but the collection is of {named(collection)}. Give it the type of a member."
    return None


def _is_collection(definition: FlowElement) -> bool:
    return definition.says("isCollection")

"""Optional or early output is not in its output set.

**Why.** A set lists the data that goes together, and then says of some of it that it may be missing
(`optionalOutputRefs`) or may be given while the activity still runs (`whileExecutingOutputRefs`). Said of data that is
not in the set, it says nothing; usually the data was forgotten there.

**Fix.** Name the data in `dataOutputRefs` too, or remove it from the other list.

**Example.** `Pack` is reported, because `Note` is not in the set:

```xml
<task id="Pack">
  <ioSpecification>
    <dataOutput id="Order"/>
    <dataOutput id="Note"/>
    <outputSet id="All">
      <dataOutputRefs>Order</dataOutputRefs>
      <optionalOutputRefs>Note</optionalOutputRefs>
    </outputSet>
  </ioSpecification>
</task>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.data_flow import interfaces, outsiders
from pipeline.formats.bpmn.facts.executable import executed
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, quoted, sentence
from pipeline.ir.workflow import ACTIVITIES, EVENTS, FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.089", "BPMNspector/EXT.090")
SOURCE = "BPMN 2.0.2, 10.4.1"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str, str]]:
    for element, interface in interfaces(model, executed(model, "process", *ACTIVITIES, *EVENTS)):
        for each in interface.output_sets:
            for how, data in outsiders(each):
                yield (
                    element,
                    f"{sentence(named(element))} has an output set in which {quoted(data)} is {how} but not a "
                    "member. Name it in dataOutputRefs too.",
                    f"{each.id} {how} {data}",
                )

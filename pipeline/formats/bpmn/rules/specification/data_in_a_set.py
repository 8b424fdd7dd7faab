"""Data input or output is in no set.

**Why.** The sets say which data is needed, or given, together. What is in none of them is never asked for and never
given, so the activity starts without it.

**Fix.** Name it in the `dataInputRefs` of an input set, or the `dataOutputRefs` of an output set.

**Example.** `Pack` is reported for `Order`:

```xml
<task id="Pack">
  <ioSpecification>
    <dataInput id="Order"/>
    <inputSet/>
    <outputSet/>
  </ioSpecification>
</task>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.data_flow import interfaces
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, quoted, sentence
from pipeline.ir.workflow import ACTIVITIES, EVENTS, FlowElement, WorkflowModel

SEVERITY = Severity.INFO
ALIASES = ("BPMNspector/EXT.084", "BPMNspector/EXT.088")
SOURCE = "BPMN 2.0.2, 10.4.1"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str, str]]:
    for element, stated in interfaces(model, model.of_kind("process", *ACTIVITIES, *EVENTS)):
        for data, sets, what in (
            (stated.inputs, stated.input_sets, "input"),
            (stated.outputs, stated.output_sets, "output"),
        ):
            members = {member for each in sets for member in each.items}
            for each in data:
                if each.id not in members:
                    yield (
                        element,
                        f"{sentence(named(element))} has the {what} {quoted(each.name or each.id)}, which is in no "
                        f"{what} set. Name it in one.",
                        f"{what} {each.id}",
                    )

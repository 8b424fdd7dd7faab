"""Input set and output set do not name each other.

**Why.** A pair of them is a promise: whoever gives this set gets that one. The standard asks for it at both ends
(`outputSetRefs` and `inputSetRefs`); where only one of them says so, readers of the other do not know of it.

**Fix.** Name each of the two in the other.

**Example.** `Pack` is reported, because `Packed` does not name `Ordered`:

```xml
<task id="Pack">
  <ioSpecification>
    <inputSet id="Ordered"><outputSetRefs>Packed</outputSetRefs></inputSet>
    <outputSet id="Packed"/>
  </ioSpecification>
</task>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.data import DataInterface
from pipeline.formats.bpmn.facts.data_flow import interfaces
from pipeline.formats.bpmn.facts.executable import executed
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, quoted, sentence
from pipeline.ir.workflow import ACTIVITIES, EVENTS, FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.087",)
SOURCE = "BPMN 2.0.2, 10.4.1"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str, str]]:
    for element, interface in interfaces(model, executed(model, "process", *ACTIVITIES, *EVENTS)):
        for one, other in _one_sided(interface):
            yield (
                element,
                f"{sentence(named(element))} has a set {quoted(one)} that goes with {quoted(other)}, which does not "
                "say so. Name each of the two in the other.",
                f"{one} {other}",
            )


def _one_sided(interface: DataInterface) -> Iterator[tuple[str, str]]:
    for here, there in (
        (interface.input_sets, interface.output_sets),
        (interface.output_sets, interface.input_sets),
    ):
        said = {(each.id, other) for each in there for other in each.goes_with}
        for each in here:
            for other in each.goes_with:
                if (other, each.id) not in said:
                    yield each.id, other

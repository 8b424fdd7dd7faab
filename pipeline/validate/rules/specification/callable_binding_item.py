"""A binding ties an operation to data of the same kind.

**Why.** An input-output binding says which data input the message of an operation becomes, and which data output its
answer is made of. Where they are said to hold different things, or the data is not of the process or global task that
is bound, the operation cannot work. Nothing is reported where one of them does not say what it holds.

**Fix.** Name a data input and a data output of the same process or global task, with the item definitions of the
operation's messages.

**Example.** `Ship` is reported, because `Order` is none of its data inputs:

```xml
<process id="Ship" isExecutable="true">
  <supportedInterfaceRef>Shipping</supportedInterfaceRef>
  <ioBinding operationRef="Send" inputDataRef="Order" outputDataRef="Receipt"/>
</process>
```
"""

from collections.abc import Iterator

from pipeline.ir.data import DataItem, DataSet, data_interfaces
from pipeline.ir.finding import Severity
from pipeline.ir.inside import within
from pipeline.ir.workflow import Element, WorkflowModel
from pipeline.validate.exchange import fits, offering, operation
from pipeline.validate.items import item
from pipeline.validate.naming import named, quoted, sentence

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.065",)
SOURCE = "BPMN 2.0.2, 10.3.6"


def check(model: WorkflowModel) -> Iterator[tuple[Element, str, str]]:
    """Bindings of executable processes and global tasks to data that they do not have, or of another kind."""
    for service in offering(model):
        stated = data_interfaces(model, service)
        inputs = [each for interface in stated for each in interface.inputs]
        outputs = [each for interface in stated for each in interface.outputs]
        sets = [each for interface in stated for each in (*interface.input_sets, *interface.output_sets)]
        for binding in within(model, service, "ioBinding"):
            bound = operation(model, binding.attributes.get("operationRef"))
            takes, gives = (bound.takes, bound.gives) if bound is not None else (None, None)
            for role, data, message in (("inputDataRef", inputs, takes), ("outputDataRef", outputs, gives)):
                named_data = binding.attributes.get(role, "")
                if wrong := _wrong(model, _meant(named_data, data, sets), message):
                    text = f"{sentence(named(service))} binds {quoted(named_data)} as {role}, {wrong}"
                    yield service, text, f"{role} {named_data}"


def _meant(written: str, data: list[DataItem], sets: list[DataSet]) -> list[DataItem]:
    """The data that is named, or that is in the set that is named."""
    members = {member for each in sets if each.id == written for member in each.items}
    return [each for each in data if each.id == written or each.id in members]


def _wrong(model: WorkflowModel, data: list[DataItem], message: str | None) -> str | None:
    if not data:
        return "which is none of its data. Name what its ioSpecification states."
    if not fits(model, data, item(model, message)):
        return "which is not what the message of the operation holds. Give both the same item definition."
    return None

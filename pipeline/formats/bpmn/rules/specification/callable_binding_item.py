"""Binding names data that the process does not have.

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

from collections.abc import Callable, Iterable, Iterator, Mapping

from pipeline.formats.bpmn.facts.agreements import operations
from pipeline.formats.bpmn.facts.data import DataInterface, DataItem, DataSet, data_interfaces
from pipeline.formats.bpmn.facts.exchange import fitting, offering
from pipeline.formats.bpmn.facts.inside import within
from pipeline.formats.bpmn.facts.items import item
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, quoted, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.065",)
SOURCE = "BPMN 2.0.2, 10.3.6"
_Named = Mapping[str, Callable[[FlowElement | None], bool]]
"""Tests by name: return true if the data of that name fits an item definition."""


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str, str]]:
    services = tuple(offering(model))
    known = {each.id: each for each in operations(model)} if services else {}
    for service in services:
        inputs, outputs = _data(model, service)
        for binding in within(model, service, "ioBinding"):
            bound = known.get(binding.attributes.get("operationRef", "").rpartition(":")[2])
            takes, gives = (bound.takes, bound.gives) if bound is not None else (None, None)
            for role, data, message in (("inputDataRef", inputs, takes), ("outputDataRef", outputs, gives)):
                written = binding.attributes.get(role, "")
                if wrong := _wrong(model, data.get(written), message):
                    text = f"{sentence(named(service))} binds {quoted(written)} as {role}, {wrong}"
                    yield service, text, f"{role} {written}"


def _data(model: WorkflowModel, service: FlowElement) -> tuple[_Named, _Named]:
    """Return the data inputs and the data outputs of a service, by their own ids and by those of their sets."""
    stated = next(iter(data_interfaces(model, service)), DataInterface())
    return _by_id(model, stated.inputs, stated.input_sets), _by_id(model, stated.outputs, stated.output_sets)


def _by_id(model: WorkflowModel, data: Iterable[DataItem], sets: Iterable[DataSet]) -> _Named:
    own = {each.id: each for each in data}
    members = {each.id: [own[member] for member in each.items if member in own] for each in sets}
    alone = {each.id: [each] for each in own.values()}
    return {name: fitting(model, meant) for name, meant in {**members, **alone}.items()}


def _wrong(model: WorkflowModel, fits: Callable[[FlowElement | None], bool] | None, message: str | None) -> str | None:
    if fits is None:
        return "which is none of its data. Name what its ioSpecification states."
    if not fits(item(model, message)):
        return "which is not what the message of the operation holds. Give both the same item definition."
    return None

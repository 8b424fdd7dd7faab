"""Data of a call activity does not match what it calls.

**Why.** The data inputs and outputs of the call are handed over to those of what is called, one by one. Where there are
more of one than of the other, or an item is not what is expected, data is lost or missing. Only what is called in the
same document is looked at, and only where both say which data they exchange.

**Fix.** State the same data inputs, outputs and sets at both.

**Example.** `Deliver` is reported, because `Ship` takes an order and is given nothing:

```xml
<callActivity id="Deliver" calledElement="Ship">
  <ioSpecification><inputSet/><outputSet/></ioSpecification>
</callActivity>
...
<process id="Ship">
  <ioSpecification>
    <dataInput id="Order"/>
    <inputSet><dataInputRefs>Order</dataInputRefs></inputSet><outputSet/>
  </ioSpecification>
</process>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.data import DataInterface
from pipeline.formats.bpmn.facts.data_flow import interfaces
from pipeline.formats.bpmn.facts.exchange import fitting
from pipeline.formats.bpmn.facts.executable import executed
from pipeline.formats.bpmn.facts.items import item, resolve
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.063",)
SOURCE = "BPMN 2.0.2, 10.3.6"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    calls = [
        (call, own, resolve(model, call.called)) for call, own in interfaces(model, executed(model, "callActivity"))
    ]
    whole = {called.id: called for _, _, called in calls if called is not None}
    stated = {called.id: interface for called, interface in interfaces(model, whole.values())}
    for call, own, called in calls:
        theirs = stated.get(called.id) if called is not None else None
        if called is not None and theirs is not None and (wrong := _wrong(model, own, theirs)):
            yield (
                call,
                f"{sentence(named(call))} does not have the same {wrong} as {named(called)}. State the same at both.",
            )


def _wrong(model: WorkflowModel, own: DataInterface, theirs: DataInterface) -> str | None:
    for what, ours, others in (
        ("number of data inputs", own.inputs, theirs.inputs),
        ("number of data outputs", own.outputs, theirs.outputs),
        ("number of input sets", own.input_sets, theirs.input_sets),
        ("number of output sets", own.output_sets, theirs.output_sets),
    ):
        if len(ours) != len(others):
            return what
    for what, data, expected in (
        ("data inputs", own.inputs, theirs.inputs),
        ("data outputs", own.outputs, theirs.outputs),
    ):
        fits = fitting(model, data)
        if not all(fits(item(model, each.item)) for each in expected):
            return what
    return None

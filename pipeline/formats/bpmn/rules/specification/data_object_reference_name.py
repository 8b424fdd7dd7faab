"""Data object reference is not named after its data object.

**Why.** The standard proposes `Invoice [paid]` for an invoice that has been paid: readers see at once that it is the
same object, and what became of it. Off unless a configuration turns it on: a convention, and few tools keep it.

**Fix.** Call it by the name of the data object, followed by the state in square brackets where it has one.

**Example.** `Ref_1` is reported, because the data object is called `Invoice`:

```xml
<dataObject id="Data_1" name="Invoice"/>
<dataObjectReference id="Ref_1" name="Bill" dataObjectRef="Data_1"/>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.inside import within
from pipeline.formats.bpmn.facts.items import resolve
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, quoted, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.INFO
ON = False
ALIASES = ("BPMNspector/EXT.076",)
SOURCE = "BPMN 2.0.2, 10.4.1"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for reference in model.of_kind("dataObjectReference"):
        meant = resolve(model, reference.attributes.get("dataObjectRef"))
        if meant is None or not meant.name.strip() or not reference.name.strip():
            continue
        states = [part.attributes.get("name", "") for part in within(model, reference, "dataState")]
        expected = " ".join([meant.name.strip(), *(f"[{state}]" for state in states if state)])
        if " ".join(reference.name.split()) != " ".join(expected.split()):
            yield (
                reference,
                f"{sentence(named(reference))} is not called as its data object and state are. "
                f"Call it {quoted(expected)}.",
            )

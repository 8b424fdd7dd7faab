"""Collaboration and its choreography differ in isClosed.

**Why.** Closed means that no messages are exchanged but those that are shown. Where the choreography says so and the
collaboration does not, or the other way round, one of them allows what the other forbids.

**Fix.** State the same `isClosed` in both.

**Example.** `Trade` is reported:

```xml
<choreography id="Pay" isClosed="true"/>
<collaboration id="Trade">
  <choreographyRef>Pay</choreographyRef>
</collaboration>
```
"""

from collections.abc import Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.033",)
SOURCE = "BPMN 2.0.2, 9.2"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str, str]]:
    for collaboration in model.of_kind("collaboration"):
        for mention in collaboration.references:
            choreography = model.by_id[mention.element] if mention.element is not None else None
            if mention.role != "choreographyRef" or choreography is None:
                continue
            if _closed(collaboration) != _closed(choreography):
                only = collaboration if _closed(collaboration) else choreography
                yield (
                    collaboration,
                    f"{sentence(named(collaboration))} follows {named(choreography)}, but only {named(only)} is "
                    "closed. State the same isClosed in both.",
                    mention.target,
                )


def _closed(element: FlowElement) -> bool:
    return element.says("isClosed")

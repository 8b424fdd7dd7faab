"""Choreography refers to another choreography.

**Why.** A collaboration refers to choreographies, to say how its participants talk. A choreography, or a global
conversation, is that kind of thing itself, and has no participants to whom another one could apply.

**Fix.** Call the other one with a call choreography, or refer to it from a collaboration.

**Example.** `Trade` is reported:

```xml
<choreography id="Trade">
  <choreographyRef>Pay</choreographyRef>
</choreography>
```
"""

from collections.abc import Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.027",)
SOURCE = "BPMN 2.0.2, 9.2"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for element in model.of_kind("choreography", "globalChoreographyTask", "globalConversation"):
        if any(mention.role == "choreographyRef" for mention in element.references):
            yield (
                element,
                f"{sentence(named(element))} refers to a choreography, which only a collaboration does. "
                "Use a call choreography.",
            )

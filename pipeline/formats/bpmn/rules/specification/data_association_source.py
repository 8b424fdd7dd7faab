"""Data association without a transformation has several sources.

**Why.** Without a transformation or assignments, what is at its source is copied to its target as it is. Several
sources cannot be copied into one place, and without any there is nothing to copy.

**Fix.** State one source, or add the transformation that makes one thing of them.

**Example.** `Copy` is reported:

```xml
<dataInputAssociation id="Copy">
  <sourceRef>Name</sourceRef>
  <sourceRef>Address</sourceRef>
  <targetRef>Letter</targetRef>
</dataInputAssociation>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.data_flow import associations
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.092",)
SOURCE = "BPMN 2.0.2, 10.4.2"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for element, association in associations(model):
        if len(association.sources) == 1 or association.transformation or association.assignments:
            continue
        yield (
            element,
            f"{sentence(named(element))} copies data from {len(association.sources) or 'no'} source"
            f"{'s' if association.sources else ''}. State one, or add a transformation.",
        )

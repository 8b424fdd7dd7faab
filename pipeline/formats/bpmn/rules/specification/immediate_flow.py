"""Sequence flow of an executable process is not immediate.

**Why.** `isImmediate="false"` says that things which are not in the model may happen between the two steps. That makes
sense where a model only shows what others can see; a process that is to be run is all there is.

**Fix.** Remove the attribute, or mark the process as not executable.

**Example.** Reported:

```xml
<sequenceFlow id="Flow_1" sourceRef="Pack" targetRef="Ship" isImmediate="false"/>
```
"""

from collections.abc import Iterator, Sequence

from pipeline.formats.bpmn.facts.executable import executed
from pipeline.ir.edit import Edit, SetAttribute
from pipeline.ir.finding import Finding, Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.INFO
ALIASES = ("BPMNspector/EXT.024",)
SOURCE = "BPMN 2.0.2, 8.4.13"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for flow in executed(model, "sequenceFlow"):
        if flow.attributes.get("isImmediate", "").strip() in {"false", "0"}:
            yield (
                flow,
                f"{sentence(named(flow))} says that steps may be missing, but its process is executable. "
                "Remove isImmediate.",
            )


def fix(_model: WorkflowModel, finding: Finding) -> Sequence[Edit]:
    """Remove the attribute: flows are immediate by default."""
    return [SetAttribute(element=finding.element or "", name="isImmediate", value=None)]

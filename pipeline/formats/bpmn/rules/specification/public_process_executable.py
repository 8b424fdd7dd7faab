"""Public process is executable.

**Why.** A public process shows only what its partners can see; the steps in between are left out on purpose. What can
be run is the private process behind it.

**Fix.** Set `processType` to `Private`, or `isExecutable` to false.

**Example.** Reported:

```xml
<process id="Order" processType="Public" isExecutable="true"/>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.executable import executed
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.035",)
SOURCE = "BPMN 2.0.2, 10.1"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for process in executed(model, "process"):
        if process.attributes.get("processType") == "Public":
            yield (
                process,
                f"{sentence(named(process))} is public and executable, but a public process shows only a part. "
                "Make it private, or not executable.",
            )

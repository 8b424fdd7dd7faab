"""Element is none that BPMN knows.

**Why.** The schemas of BPMN list every element. One with a name that they do not have is a slip, or belongs to a vendor
and stands in the wrong place: tools drop it or refuse the document, and Ameide keeps it without knowing what it means.
What vendors add under `extensionElements`, with a namespace of their own, is never reported.

**Fix.** Correct the name; or move what a vendor adds into `extensionElements`.

**Example.** `userTsk` is reported:

```xml
<process id="Ship">
  <userTsk id="Pack"/>
</process>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.flaws import Found, flaws_of
from pipeline.formats.bpmn.model import BpmnModel
from pipeline.ir.finding import Severity

SEVERITY = Severity.WARNING
SOURCE = "BPMN 2.0.2, Semantic.xsd"


def check(model: BpmnModel) -> Iterator[Found]:
    return flaws_of(model, "unknown-element")

"""Text stands where only elements may stand.

**Why.** Most elements hold elements and no text; what is written between these is read by nobody. Often it is left from
an edit by hand, or should stand in `documentation`.

**Fix.** Remove it, or move it into `documentation`.

**Example.** `to do` is reported:

```xml
<process id="Ship">to do<startEvent id="Ordered"/></process>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.flaws import Found, flaws_of
from pipeline.formats.bpmn.model import BpmnModel
from pipeline.ir.finding import Severity

SEVERITY = Severity.WARNING
SOURCE = "BPMN 2.0.2, Semantic.xsd"


def check(model: BpmnModel) -> Iterator[Found]:
    return flaws_of(model, "stray-text")

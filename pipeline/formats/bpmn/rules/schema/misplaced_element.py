"""Element stands where BPMN does not have it.

**Why.** The schemas of BPMN say what may stand in what. An element of BPMN in another place says something that no
reader expects there: tools drop it or refuse the document.

**Fix.** Move it to where it belongs.

**Example.** The message is reported, because messages stand beside processes:

```xml
<process id="Ship">
  <message id="Order"/>
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
    return flaws_of(model, "misplaced-element")

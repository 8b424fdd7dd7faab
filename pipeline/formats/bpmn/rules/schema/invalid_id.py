"""Id is not one that XML allows, or not the only one.

**Why.** An id begins with a letter or `_`, and goes on with letters, digits, `-`, `_` and `.`; so do references to it.
An id with a blank, a colon or a digit at its beginning is refused by engines, and bpmn.io drops the element. Ids of
shapes and edges are ids too: none may be that of another element.

**Fix.** Give it another id, and change what refers to it.

**Example.** `1st step` is reported:

```xml
<task id="1st step"/>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.flaws import Found, flaws_of
from pipeline.formats.bpmn.model import BpmnModel
from pipeline.ir.finding import Severity

SEVERITY = Severity.WARNING
SOURCE = "BPMN 2.0.2, Semantic.xsd"


def check(model: BpmnModel) -> Iterator[Found]:
    return flaws_of(model, "invalid-id")

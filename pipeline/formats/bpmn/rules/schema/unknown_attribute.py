"""Attribute is none that BPMN knows at this element.

**Why.** An attribute without a namespace is one of BPMN's. One that the schema does not have at this element is a slip,
and what it should say is not read: `isInterupting="false"` interrupts. What vendors add has a namespace of its own and
is not reported, where others may add to BPMN.

**Fix.** Correct its name; or give it the namespace of the tool that reads it.

**Example.** `isInterupting` is reported:

```xml
<startEvent id="Asked" isInterupting="false"/>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.flaws import Found, flaws_of
from pipeline.formats.bpmn.model import BpmnModel
from pipeline.ir.finding import Severity

SEVERITY = Severity.WARNING
SOURCE = "BPMN 2.0.2, Semantic.xsd"


def check(model: BpmnModel) -> Iterator[Found]:
    return flaws_of(model, "unknown-attribute")

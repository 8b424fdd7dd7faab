"""Elements do not stand in the order of BPMN's schema, or one stands there too often.

**Why.** What stands in an element has an order: documentation, extensions, incoming and outgoing flows, then what is
particular to it; in a process, lanes before steps and steps before annotations. Tools that check documents against the
schema refuse one that has another order, though it means the same; and of an element that may come once, which one is
read differs by tool. One finding is given for each element in which the order is wrong.

**Fix.** Put them in order, or save the document with another tool.

**Example.** `outgoing` is reported:

```xml
<startEvent id="Ordered">
  <messageEventDefinition id="Order"/>
  <outgoing>Flow_1</outgoing>
</startEvent>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.flaws import Found, flaws_of
from pipeline.formats.bpmn.model import BpmnModel
from pipeline.ir.finding import Severity

SEVERITY = Severity.WARNING
SOURCE = "BPMN 2.0.2, Semantic.xsd"


def check(model: BpmnModel) -> Iterator[Found]:
    return flaws_of(model, "element-order")

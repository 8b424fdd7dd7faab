"""Element lacks something that BPMN's schema asks for.

**Why.** Some attributes and elements are not optional: the `targetNamespace` of the definitions, the `condition` of a
conditional event, the sets of an `ioSpecification`. Tools that check documents against the schema refuse one without
them. Missing ends of sequence flows, and of boundary events, have rules of their own.

**Fix.** Add what is missing.

**Example.** The conditional event is reported:

```xml
<startEvent id="Low">
  <conditionalEventDefinition id="Stock"/>
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
    return flaws_of(model, "missing-part")

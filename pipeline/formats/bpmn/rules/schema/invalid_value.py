"""Value is not of the type that BPMN's schema asks for.

**Why.** Numbers, references, types and words such as `Converging` have a form. What has another form is refused by
tools that check it, and read differently by those that do not. Reported are also references with a prefix that nothing
declares. Values that decide what happens are reported by guessed-value.

**Fix.** Write a value that is allowed; the message says which.

**Example.** `converging` is reported, because it begins with a capital letter:

```xml
<exclusiveGateway id="Join" gatewayDirection="converging"/>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.flaws import Found, flaws_of
from pipeline.formats.bpmn.model import BpmnModel
from pipeline.ir.finding import Severity

SEVERITY = Severity.WARNING
SOURCE = "BPMN 2.0.2, Semantic.xsd"


def check(model: BpmnModel) -> Iterator[Found]:
    return flaws_of(model, "invalid-value")

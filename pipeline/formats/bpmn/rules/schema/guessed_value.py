"""Value that decides what happens cannot be read.

**Why.** A boolean is `true`, `false`, `1` or `0`. `FALSE`, `no` or nothing is none of them, so that only the default
could be taken, which may be the opposite of what is meant: with `cancelActivity="FALSE"` a boundary event interrupts
its task. The same holds for the words that say how a gateway waits, and in which order steps run.

**Fix.** Write a value that is allowed; the message says which.

**Example.** `cancelActivity` is reported:

```xml
<boundaryEvent id="Late" attachedToRef="Pack" cancelActivity="FALSE"/>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.flaws import Found, flaws_of
from pipeline.formats.bpmn.model import BpmnModel
from pipeline.ir.finding import Severity

SEVERITY = Severity.ERROR
SOURCE = "BPMN 2.0.2, Semantic.xsd"


def check(model: BpmnModel) -> Iterator[Found]:
    return flaws_of(model, "guessed-value")

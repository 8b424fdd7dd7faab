"""Part of an exchange document is missing, or is there too often.

**Why.** The schema of the exchange format asks for it, and tools that check it refuse the document; what has no
identifier cannot be referred to, and what has no type is not known.

**Fix.** Add what is missing, or keep one of several.

**Example.** The element has no name, and the node no size:

```xml
<element identifier="a" xsi:type="Goal"/>
<node identifier="n" xsi:type="Element" elementRef="a" x="10" y="10"/>
```
"""

from collections.abc import Iterator

from pipeline.formats.archimate.flaws import Found, flaws_of
from pipeline.formats.archimate.model import ArchimateModel
from pipeline.ir.finding import Severity

SEVERITY = Severity.WARNING
SOURCE = "ArchiMate Model Exchange File Format 3.1"


def check(model: ArchimateModel) -> Iterator[Found]:
    return flaws_of(model, "exchange-missing-part")

"""Part of an exchange document stands in the wrong place.

**Why.** The schema of the exchange format has an order for everything; tools that check it refuse the document. Ameide
reads parts in any order.

**Fix.** Move the part to where the message says.

**Example.** `documentation` comes after `name`:

```xml
<element identifier="a" xsi:type="Goal"><documentation>Soon</documentation><name>Growth</name></element>
```
"""

from collections.abc import Iterator

from pipeline.formats.archimate.flaws import Found, flaws_of
from pipeline.formats.archimate.model import ArchimateModel
from pipeline.ir.finding import Severity

SEVERITY = Severity.WARNING
SOURCE = "ArchiMate Model Exchange File Format 3.1"


def check(model: ArchimateModel) -> Iterator[Found]:
    return flaws_of(model, "exchange-order")

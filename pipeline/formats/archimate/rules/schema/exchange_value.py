"""Attribute has a value that the exchange format does not allow.

**Why.** Tools refuse the document, or take something else. An `accessType` that is not known says nothing of which end
depends on the other, so impact has to assume it.

**Fix.** Write one of the values that the message names.

**Example.** Reported:

```xml
<relationship identifier="r" xsi:type="Access" source="a" target="b" accessType="Reads"/>
```
"""

from collections.abc import Iterator

from pipeline.formats.archimate.flaws import Found, flaws_of
from pipeline.formats.archimate.model import ArchimateModel
from pipeline.ir.finding import Severity

SEVERITY = Severity.WARNING
SOURCE = "ArchiMate Model Exchange File Format 3.1"


def check(model: ArchimateModel) -> Iterator[Found]:
    return flaws_of(model, "exchange-value")

"""Attribute is none that the exchange format has.

**Why.** It is a slip, or a tool's own; others drop it or refuse the document. Ameide keeps it, and writes it as a
property. Attributes in a namespace of their own are a tool's and are never reported.

**Fix.** Correct the name, or make a property of it.

**Example.** `acces` is reported:

```xml
<relationship identifier="r" xsi:type="Access" source="a" target="b" acces="Read"/>
```
"""

from collections.abc import Iterator

from pipeline.formats.archimate.flaws import Found, flaws_of
from pipeline.formats.archimate.model import ArchimateModel
from pipeline.ir.finding import Severity

SEVERITY = Severity.WARNING
SOURCE = "ArchiMate Model Exchange File Format 3.1"


def check(model: ArchimateModel) -> Iterator[Found]:
    return flaws_of(model, "exchange-unknown-attribute")

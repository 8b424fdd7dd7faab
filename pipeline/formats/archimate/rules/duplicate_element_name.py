"""Elements of one type have the same name.

**Why.** Most often one was made anew because the other was not found, and then each has half of the relationships:
impact of either is too small.

**Fix.** Merge them, or give them names that tell them apart.

**Example.** `b` is reported:

```xml
<element identifier="a" xsi:type="BusinessRole"><name>Insurer</name></element>
<element identifier="b" xsi:type="BusinessRole"><name>Insurer</name></element>
```
"""

from collections.abc import Iterator

from pipeline.ir.architecture import ELEMENTS, ArchitectureElement, ArchitectureModel
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence

SEVERITY = Severity.WARNING
ALIASES = ("archi/duplicate-elements",)


def check(model: ArchitectureModel) -> Iterator[tuple[ArchitectureElement, str]]:
    first: dict[tuple[str, str], ArchitectureElement] = {}
    for element in model.concepts:
        if element.kind not in ELEMENTS or not element.name.strip():
            continue
        known = first.setdefault((element.kind, " ".join(element.name.split())), element)
        if known is not element:
            yield element, f"{sentence(named(element))} is there twice, in line {known.line} too. Merge or rename them."

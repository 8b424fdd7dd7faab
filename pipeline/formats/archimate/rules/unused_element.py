"""Element is in no view.

**Why.** Nobody sees it, so nobody keeps it right; often its node was deleted and the element was meant to go too.

**Fix.** Show it in a view, or delete it.

**Example.** `a` is reported if no node refers to it, in a model that has views:

```xml
<element identifier="a" xsi:type="BusinessRole"><name>Insurer</name></element>
```
"""

from collections.abc import Iterator

from pipeline.formats.archimate.web import shown
from pipeline.ir.architecture import ArchitectureElement, ArchitectureModel
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence

SEVERITY = Severity.INFO
ALIASES = ("archi/unused-elements",)


def check(model: ArchitectureModel) -> Iterator[tuple[ArchitectureElement, str]]:
    if model.of_kind("view"):
        for element in model.concepts:
            if element.id not in shown(model):
                yield element, f"{sentence(named(element))} is in no view. Show it in one, or delete it."

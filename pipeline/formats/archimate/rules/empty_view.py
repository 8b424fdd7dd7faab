"""View shows nothing.

**Why.** It was begun and left, or all that it showed was deleted; readers look for what is not there.

**Fix.** Draw what it is for, or delete it.

**Example.** Reported:

```xml
<view identifier="v" xsi:type="Diagram"><name>Overview</name></view>
```
"""

from collections.abc import Iterator

from pipeline.ir.architecture import ArchitectureElement, ArchitectureModel
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence

SEVERITY = Severity.INFO
ALIASES = ("archi/empty-views",)


def check(model: ArchitectureModel) -> Iterator[tuple[ArchitectureElement, str]]:
    for view in model.of_kind("view"):
        if view.id not in model.children:
            yield view, f"{sentence(named(view))} is empty. Draw what it is for, or delete it."

"""Relationship is in no view.

**Why.** It counts for impact and nobody sees it; often only its line was deleted. Where its two ends are drawn one
inside the other, that shows it.

**Fix.** Show it in a view, or delete it.

**Example.** `r` is reported if no connection refers to it, in a model that has views:

```xml
<relationship identifier="r" xsi:type="Serving" source="a" target="b"/>
```
"""

from collections.abc import Iterator

from pipeline.formats.archimate.web import shown, subject
from pipeline.ir.architecture import ArchitectureElement, ArchitectureModel
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence

SEVERITY = Severity.INFO
ALIASES = ("archi/unused-relations",)


def check(model: ArchitectureModel) -> Iterator[tuple[ArchitectureElement, str]]:
    if not model.of_kind("view"):
        return
    nested = set()
    for node in model.of_kind("node"):
        around = model.by_id.get(node.parent or "")
        if around is not None:
            nested.add(frozenset((subject(node), subject(around))))
    for each in model.relationships:
        if each.id not in shown(model) and frozenset((each.source, each.target)) not in nested:
            source, target = model.by_id.get(each.source or ""), model.by_id.get(each.target or "")
            between = f" between {named(source)} and {named(target)}" if source and target else ""
            yield each, f"{sentence(named(each))}{between} is in no view. Show it in one, or delete it."

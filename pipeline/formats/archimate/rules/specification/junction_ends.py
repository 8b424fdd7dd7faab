"""Junction relates elements that may not be related like that.

**Why.** Through a junction each element that leads to it is related with each that it leads to. ArchiMate 3.2 allows
that only where the same relationship could lie between the two directly.

**Fix.** Lead other elements to the junction, or choose another type of relationship.

**Example.** `j` is reported, since an artifact serves no business process:

```xml
<element identifier="j" xsi:type="AndJunction"/>
<relationship identifier="r1" xsi:type="Serving" source="artifact" target="j"/>
<relationship identifier="r2" xsi:type="Serving" source="j" target="process"/>
```
"""

from collections.abc import Iterator

from pipeline.formats.archimate.table import VERSION as TABLE
from pipeline.formats.archimate.table import allowed
from pipeline.formats.archimate.web import entering, leaving
from pipeline.ir.architecture import JUNCTIONS, ArchitectureElement, ArchitectureModel
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence

SEVERITY = Severity.WARNING
SOURCE = "ArchiMate 3.2, 5.4.1"
_MOST = 1_000
"""Largest number of pairs of ends that are checked for one junction."""


def check(model: ArchitectureModel) -> Iterator[tuple[ArchitectureElement, str]]:
    for junction in model.concepts:
        if junction.kind in JUNCTIONS and (wrong := _first_wrong(model, junction.id)):
            kind, source, target = wrong
            yield (
                junction,
                f"{sentence(named(junction))} makes {kind.lower()} of {named(source)} and {named(target)}, which the "
                f"table of ArchiMate {TABLE} does not allow. Lead other elements to it.",
            )


def _first_wrong(
    model: ArchitectureModel, junction: str
) -> tuple[str, ArchitectureElement, ArchitectureElement] | None:
    pairs = 0
    for before in entering(model).get(junction, ()):
        for after in leaving(model).get(junction, ()):
            pairs += 1
            source, target = model.by_id.get(before.source or ""), model.by_id.get(after.target or "")
            if pairs > _MOST:
                return None
            if source is None or target is None or before.kind != after.kind or {source.kind, target.kind} & JUNCTIONS:
                continue
            may = allowed(source.kind, target.kind)
            if may is not None and before.kind not in may:
                return before.kind, source, target
    return None

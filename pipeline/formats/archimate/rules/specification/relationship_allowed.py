"""Relationship is none that ArchiMate allows between its two ends.

**Why.** Appendix B of ArchiMate 3.2 lists, for each two types of element, the relationships that may lie between them.
One that it does not list has no meaning, and tools refuse it or leave it out. What impact and lineage follow from it is
a guess. Models of ArchiMate 2.1 are measured by the table of 3.2 too.

**Fix.** Turn the relationship round, choose another type, or relate other elements. An association is always allowed.

**Example.** Reported, since an artifact serves no business process directly:

```xml
<element identifier="a" xsi:type="Artifact"><name>Rates</name></element>
<element identifier="p" xsi:type="BusinessProcess"><name>Quote</name></element>
<relationship identifier="r" xsi:type="Serving" source="a" target="p"/>
```
"""

from collections.abc import Iterator

from pipeline.formats.archimate.table import VERSION as TABLE
from pipeline.formats.archimate.table import allowed
from pipeline.ir.architecture import ArchitectureElement, ArchitectureModel
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence

SEVERITY = Severity.ERROR
SOURCE = "ArchiMate 3.2, appendix B"
ALIASES = ("archi/invalid-relations",)


def check(model: ArchitectureModel) -> Iterator[tuple[ArchitectureElement, str]]:
    for each in model.relationships:
        source, target = model.by_id.get(each.source or ""), model.by_id.get(each.target or "")
        if source is None or target is None:
            continue
        may = allowed(source.kind, target.kind)
        if may is not None and each.kind not in may:
            yield (
                each,
                f"{sentence(each.kind)} from {named(source)} to {named(target)} is not in the table of ArchiMate "
                f"{TABLE}. {_others(may)}",
            )


def _others(may: frozenset[str]) -> str:
    return f"It allows there: {', '.join(sorted(may)).lower()}." if may else "It allows nothing there; relate others."

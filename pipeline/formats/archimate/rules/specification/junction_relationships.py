"""Junction joins relationships of different types.

**Why.** A junction joins or splits one relationship, so all that lead to it and away from it have one type (ArchiMate
3.2, 5.4.1). With several, nobody can say what holds between the elements at its ends. That a grouping, a location or a
plateau has the junction among its parts does not count.

**Fix.** Give all of them the same type, or a junction of its own to each.

**Example.** `j` is reported:

```xml
<element identifier="j" xsi:type="AndJunction"/>
<relationship identifier="r1" xsi:type="Flow" source="a" target="j"/>
<relationship identifier="r2" xsi:type="Serving" source="j" target="b"/>
```
"""

from collections.abc import Iterator

from pipeline.formats.archimate.web import entering, leaving
from pipeline.ir.architecture import JUNCTIONS, ArchitectureElement, ArchitectureModel
from pipeline.ir.finding import Severity
from pipeline.ir.naming import listed, named, sentence

SEVERITY = Severity.ERROR
SOURCE = "ArchiMate 3.2, 5.4.1"
ALIASES = ("archi/junctions",)
_WHOLES = frozenset({"Grouping", "Location", "Plateau"})
_PARTS = frozenset({"Composition", "Aggregation"})


def check(model: ArchitectureModel) -> Iterator[tuple[ArchitectureElement, str]]:
    for junction in model.concepts:
        if junction.kind in JUNCTIONS:
            kinds = {each.kind for each in leaving(model).get(junction.id, ())}
            kinds |= {each.kind for each in entering(model).get(junction.id, ()) if not _holds(model, each)}
            if len(kinds) > 1:
                yield (
                    junction,
                    f"{sentence(named(junction))} joins {listed(sorted(kind.lower() for kind in kinds))}. "
                    "Use one type of relationship, or several junctions.",
                )


def _holds(model: ArchitectureModel, relationship: ArchitectureElement) -> bool:
    whole = model.by_id.get(relationship.source or "")
    return relationship.kind in _PARTS and whole is not None and whole.kind in _WHOLES

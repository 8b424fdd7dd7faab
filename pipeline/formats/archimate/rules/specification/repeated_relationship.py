"""Relationship only repeats what follows from others.

**Why.** Appendix B of ArchiMate 3.2 says which relationships are valid wherever certain others hold. One that is drawn
all the same must be kept in step with them by hand, and makes a view look as if it said more.

**Fix.** Delete it, and let `ameide derive` show it where it is wanted; or keep it, if a view needs a short cut.

**Example.** `r3` is reported, since it follows from `r1` and `r2`:

```xml
<element identifier="c" xsi:type="ApplicationComponent"><name>Billing</name></element>
<element identifier="f" xsi:type="ApplicationFunction"><name>Invoicing</name></element>
<element identifier="s" xsi:type="ApplicationService"><name>Invoices</name></element>
<relationship identifier="r1" xsi:type="Assignment" source="c" target="f"/>
<relationship identifier="r2" xsi:type="Realization" source="f" target="s"/>
<relationship identifier="r3" xsi:type="Realization" source="c" target="s"/>
```
"""

from collections.abc import Iterator
from typing import Final

from pipeline.formats.archimate.derivation.derive import repeated
from pipeline.ir.architecture import ArchitectureElement, ArchitectureModel
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence

SEVERITY = Severity.INFO
SOURCE = "ArchiMate 3.2, appendix B"
_SHOWN: Final = 4
_PAIRS: Final = 20
"""Pairs of relationships that are tried for each relationship of the model, and at least as many for 2,500."""


def check(model: ArchitectureModel) -> Iterator[tuple[ArchitectureElement, str]]:
    found = repeated(model, _PAIRS * max(len(model.relationships), 2_500))
    for id_, chain in found.items():
        each = model.by_id[id_]
        source, target = model.by_id[each.source or ""], model.by_id[each.target or ""]
        shown = ", ".join(_told(model.by_id[link]) for link in chain[:_SHOWN])
        more = f" and {len(chain) - _SHOWN} more" if len(chain) > _SHOWN else ""
        yield (
            each,
            f"{sentence(each.kind)} from {named(source)} to {named(target)} follows from {shown}{more}. "
            "Delete it if no view needs it.",
        )


def _told(relationship: ArchitectureElement) -> str:
    return f"{named(relationship)} in line {relationship.line}"

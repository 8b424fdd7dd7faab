"""Element is drawn inside another one without a relationship between them.

**Why.** What stands inside reads as a part, or as assigned, realized or served; where the model has no relationship,
picture and model say different things, and impact does not follow what everybody sees.

**Fix.** Relate the two, or draw one beside the other; to group for the eye alone, use a visual group.

**Example.** The node of `b` is reported if no relationship joins `a` and `b`:

```xml
<node identifier="n1" xsi:type="Element" elementRef="a" x="0" y="0" w="200" h="100">
  <node identifier="n2" xsi:type="Element" elementRef="b" x="20" y="30" w="120" h="55"/>
</node>
```
"""

from collections.abc import Iterator

from pipeline.formats.archimate.web import subject
from pipeline.ir.architecture import JUNCTIONS, ArchitectureElement, ArchitectureModel
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence

SEVERITY = Severity.INFO
ALIASES = ("archi/nested-elements",)
_FREE = JUNCTIONS | {"Grouping"}


def check(model: ArchitectureModel) -> Iterator[tuple[ArchitectureElement, str]]:
    related = {frozenset((each.source, each.target)) for each in model.relationships}
    for node in model.of_kind("node"):
        around = model.by_id.get(node.parent or "")
        inner, outer = subject(node), subject(around) if around is not None else None
        if inner is None or outer is None or inner == outer or frozenset((inner, outer)) in related:
            continue
        part, whole = model.by_id[inner], model.by_id[outer]
        if part.kind not in _FREE and whole.kind not in _FREE:
            yield (
                node,
                f"{sentence(named(part))} is drawn inside {named(whole)}, and nothing relates them. "
                "Relate them, or draw one beside the other.",
            )

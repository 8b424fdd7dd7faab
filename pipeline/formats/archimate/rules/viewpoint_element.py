"""View shows an element that its viewpoint leaves out.

**Why.** Who opens a view of a viewpoint expects what that viewpoint is for. A viewpoint that the document defines is
measured by the types that it allows; of those of ArchiMate, the ones that show few types.

**Fix.** Leave the element out of the view, or choose another viewpoint.

**Example.** `n` is reported if `r` is a requirement:

```xml
<view identifier="v" xsi:type="Diagram" viewpoint="Organization"><name>Who we are</name>
  <node identifier="n" xsi:type="Element" elementRef="r" x="0" y="0" w="120" h="55"/>
</view>
```
"""

from collections.abc import Iterator

from pipeline.formats.archimate.viewpoints import ALWAYS, ELEMENTS
from pipeline.formats.archimate.web import subject
from pipeline.ir.architecture import ArchitectureElement, ArchitectureModel
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, quoted, sentence

SEVERITY = Severity.INFO
SOURCE = "ArchiMate 3.2, appendix C"
ALIASES = ("archi/viewpoint",)


def check(model: ArchitectureModel) -> Iterator[tuple[ArchitectureElement, str]]:
    for view in model.of_kind("view"):
        name, allowed = _viewpoint(model, view)
        if allowed is None:
            continue
        for node in _below(model, view):
            shown = model.by_id.get(subject(node) or "")
            if node.kind == "node" and shown is not None and shown.kind not in allowed:
                yield (
                    node,
                    f"{sentence(named(shown))} is in a view of the viewpoint {quoted(name)}, which leaves it out. "
                    "Remove it there, or choose another viewpoint.",
                )


def _viewpoint(model: ArchitectureModel, view: ArchitectureElement) -> tuple[str, frozenset[str] | None]:
    for reference in view.references:
        defined = model.by_id.get(reference.element or "") if reference.role == "viewpointRef" else None
        if defined is not None and (types := defined.attributes.get("allowedElementTypes")):
            return defined.name, frozenset(types.split())
    name = view.attributes.get("viewpoint", "")
    known = ELEMENTS.get(name)
    return name, None if known is None else known | ALWAYS


def _below(model: ArchitectureModel, view: ArchitectureElement) -> Iterator[ArchitectureElement]:
    waiting = [view]
    while waiting:
        for each in model.children.get(waiting.pop().id, ()):
            yield each
            waiting.append(each)

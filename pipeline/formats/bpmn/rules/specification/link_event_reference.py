"""Ends of a link do not reference each other.

**Why.** A link can be tied by reference: the throwing end names its `target`, the catching end its `source`s. If only
one of them says so, or if they stand in different processes or sub-processes, tools disagree on where the link goes.
Most tools state no reference and go by the link's name; these are not asked here.

**Fix.** Let the catching definition name every throwing one as its source, and each of those name it as its target, all
in one process or sub-process.

**Example.** `GoToB` is reported, because `LinkB` does not name `ToB` as its source:

```xml
<intermediateThrowEvent id="GoToB">
  <linkEventDefinition id="ToB" name="B"><target>LinkB</target></linkEventDefinition>
</intermediateThrowEvent>
<intermediateCatchEvent id="AtB"><linkEventDefinition id="LinkB" name="B"/></intermediateCatchEvent>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.inside import values
from pipeline.formats.bpmn.facts.items import resolve
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, quoted, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.118", "BPMNspector/EXT.126")
SOURCE = "BPMN 2.0.2, 10.5.5"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str, str]]:
    links = model.of_kind("linkEventDefinition")
    said = {(link.id, role): frozenset(values(model, link, role)) for link in links for role in ("source", "target")}
    for link in links:
        event = model.by_id[link.parent] if link.parent is not None else link
        for role, back in (("target", "source"), ("source", "target")):
            for stated in sorted(said[link.id, role]):
                other = resolve(model, stated)
                if wrong := _wrong(model, link, other, back, said.get((other.id, back)) if other else None):
                    yield event, f"{sentence(named(event))} names {quoted(stated)} as {role}, {wrong}", stated


def _wrong(
    model: WorkflowModel, link: FlowElement, other: FlowElement | None, back: str, said: frozenset[str] | None
) -> str | None:
    if other is None or said is None:
        return "which is no link of this document. Name the link event definition at the other end."
    if link.source_id not in said:
        return f"which does not name it as {back}. Let both ends name each other."
    if _level(model, link) != _level(model, other):
        return "which is in another process or sub-process. Use a sequence flow, or a message between pools."
    return None


def _level(model: WorkflowModel, link: FlowElement) -> str | None:
    return model.by_id[link.parent].parent if link.parent is not None else None

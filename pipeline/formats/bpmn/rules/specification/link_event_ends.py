"""Link event does not reference its other end.

**Why.** The standard's own way to tie the ends of a link is by reference: a throwing link event definition has one
`target`, a catching one at least one `source`. Hardly any tool writes these; they go by equal names, which the rule
link-event checks. So this one is off unless a configuration turns it on.

**Fix.** State `target` and `source`.

**Example.** `GoToB` is reported:

```xml
<intermediateThrowEvent id="GoToB"><linkEventDefinition name="B"/></intermediateThrowEvent>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.inside import values, within
from pipeline.formats.bpmn.facts.triggers import has
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.124", "BPMNspector/EXT.125")
SOURCE = "BPMN 2.0.2, 10.5.5"
ON = False


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for event in model.of_kind("intermediateCatchEvent", "intermediateThrowEvent"):
        for link in within(model, event, "linkEventDefinition") if has(event, "link") else ():
            if event.kind == "intermediateCatchEvent" and not values(model, link, "source"):
                yield event, f"{sentence(named(event))} does not say which links lead to it. Name them as source."
            if event.kind == "intermediateThrowEvent" and len(values(model, link, "target")) != 1:
                yield event, f"{sentence(named(event))} does not name one link that it leads to. Name it as target."

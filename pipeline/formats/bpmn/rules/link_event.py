"""Link does not lead to exactly one target.

**Why.** A link event that is thrown is a sequence flow that is not drawn: it goes on at the catching link event that
its `target` names or whose `source` names it, else at the one of the same name in the same process or sub-process. With
neither, or with none or several to catch it, nothing says where. A link that is caught but never thrown cannot be
reached and is reported as such.

**Fix.** Give both ends the same name, and keep one catching end for each name.

**Example.** Reported, because no link `B` is caught:

```xml
<intermediateThrowEvent id="GoToB">
  <linkEventDefinition name="B"/>
</intermediateThrowEvent>
```
"""

from collections import Counter
from collections.abc import Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, quoted, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.ERROR
ALIASES = ("bpmnlint/link-event", "BPMNspector/EXT.125", "BPMNspector/EXT.126")
SOURCE = "BPMN 2.0.2, 10.5.5"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    caught = Counter(
        (event.parent, name) for event in model.of_kind("intermediateCatchEvent") for name in event.link_names
    )
    for event in model.of_kind("intermediateThrowEvent"):
        if tied := model.tied_links.get(event.id):
            if len(tied) > 1:
                yield (
                    event,
                    f"{sentence(named(event))} is tied by reference to {len(tied)} events, {named(tied[0])} among "
                    "them. Let one catching link event be tied to it.",
                )
            continue
        for name in event.link_names:
            ends = caught[event.parent, name]
            if not name:
                yield (
                    event,
                    f"{sentence(named(event))} has a link without a name. Name it as the event that catches it.",
                )
            elif ends != 1:
                how_many = f"{ends} events catch" if ends else "no event catches"
                yield (
                    event,
                    f"{sentence(named(event))} goes to link {quoted(name)}, which {how_many} beside it. "
                    "Let one catching link event have that name.",
                )

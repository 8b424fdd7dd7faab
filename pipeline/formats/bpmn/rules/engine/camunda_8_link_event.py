"""Link event has no name, or shares its name with another target.

**Why.** Camunda 8 ties the ends of a link by its name, over the whole process: without a name there is no link, and of
two places of one name it would not know which is meant.

**Fix.** Name the link (its definition, not only the event), and give each catching link event of a process a name of
its own.

**Example.** Both are reported:

```xml
<intermediateCatchEvent id="Here"><linkEventDefinition name="A"/></intermediateCatchEvent>
<intermediateCatchEvent id="There"><linkEventDefinition name="A"/></intermediateCatchEvent>
```
"""

from collections import Counter
from collections.abc import Iterator

from pipeline.formats.bpmn.engines.saying import defined
from pipeline.formats.bpmn.facts.executable import executed
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, quoted, sentence
from pipeline.ir.ruleset import Release
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.ERROR
TARGET = "camunda-8"
SOURCE = "Camunda 8 documentation, Link events"
ALIASES = ("camunda-compat/link-event",)


def check(model: WorkflowModel, _version: Release) -> Iterator[tuple[FlowElement, str]]:
    events = tuple(executed(model, "intermediateCatchEvent", "intermediateThrowEvent"))
    links = [(event, (event.events[0].ref or "").strip()) for event in events if defined(event) == "link"]
    process = _processes(model)
    caught = Counter((process[event.id], name) for event, name in links if event.kind == "intermediateCatchEvent")
    for event, name in links:
        if not name:
            yield event, f"{sentence(named(event))} is a link without a name. Name its link event definition."
        elif event.kind == "intermediateCatchEvent" and caught[process[event.id], name] > 1:
            yield (
                event,
                f"{sentence(named(event))} is one of several places where the link {quoted(name)} arrives. Give each "
                "a name of its own.",
            )


def _processes(model: WorkflowModel) -> dict[str, str]:
    """Return the process of each element. Relies on parents preceding their children."""
    found: dict[str, str] = {}
    for element in model.elements:
        found[element.id] = element.id if element.kind == "process" else found.get(element.parent or "", "")
    return found

"""Flow node cannot be reached.

**Why.** A step that no path leads to never runs; usually a flow was forgotten or points at the wrong step. A path may
pass through boundary events, links, compensation handlers and into sub-processes; where there is no start event, it
begins at every step without an incoming flow; in an ad-hoc sub-process too. Not reported are what a flow without a
source leads to (that flow is), and the contents and boundary events of an activity that is itself unreachable.

**Fix.** Lead a sequence flow to the step, or delete it.

**Example.** Reported, because a process with a start event begins only there and nothing leads to `Refund`:

```xml
<startEvent id="Start"/>
<task id="Pack"/>
<task id="Refund"/>
<sequenceFlow id="Flow_1" sourceRef="Start" targetRef="Pack"/>
```
"""

from collections import defaultdict
from collections.abc import Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.graph import reachable
from pipeline.ir.naming import named, sentence
from pipeline.ir.tokens.scopes import awaits_event, entries, is_link_catch
from pipeline.ir.workflow import CONTAINERS, FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.107", "BPMNspector/EXT.115", "BPMNspector/EXT.150")
SOURCE = "BPMN 2.0.2, 10.5.2"

Place = str | tuple[str | None, str]
"""An element id, or a link: the container that it is in, and its name."""
Step = tuple[Place, Place]
"""Two places; if the first is reached, so is the second."""


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    after: defaultdict[Place, list[Place]] = defaultdict(list)
    for steps in (_flows(model), _entries(model), _boundary_events(model), _links(model), _handlers(model)):
        for before, then in steps:
            after[before].append(then)
    reached = reachable([process.id for process in model.of_kind("process")], after)
    for container in model.of_kind(*CONTAINERS):
        for node in model.nodes(container.id) if container.id in reached else ():
            if node.id not in reached and node.kind != "boundaryEvent":
                yield (
                    node,
                    f"{sentence(named(node))} can never be reached from the start of {named(container)}. "
                    "Lead a sequence flow to it, or delete it.",
                )


def _flows(model: WorkflowModel) -> Iterator[Step]:
    for flow in model.of_kind("sequenceFlow"):
        if flow.target is not None and (before := flow.source or model.by_id[flow.target].parent):
            yield before, flow.target


def _entries(model: WorkflowModel) -> Iterator[Step]:
    for container in model.of_kind(*CONTAINERS):
        for node in entries(model, container):
            yield container.id, node.id


def _boundary_events(model: WorkflowModel) -> Iterator[Step]:
    for event in model.of_kind("boundaryEvent"):
        if before := event.attached_to or event.parent:
            yield before, event.id


def _links(model: WorkflowModel) -> Iterator[Step]:
    """Yield steps to and from each link, so that many events of one link take no step for each pair of them."""
    for event in model.of_kind("intermediateCatchEvent"):
        yield from (((event.parent, name), event.id) for name in event.link_names)
    for event in model.of_kind("intermediateThrowEvent"):
        if tied := model.tied_links.get(event.id):
            yield from ((event.id, end.id) for end in tied)
        else:
            yield from ((event.id, (event.parent, name)) for name in event.link_names)


def _handlers(model: WorkflowModel) -> Iterator[Step]:
    """Yield steps that their container activates: event sub-processes, and compensation handlers of any activity."""
    for container in model.of_kind(*CONTAINERS):
        for node in model.nodes(container.id):
            if awaits_event(node) and node.kind != "boundaryEvent" and not is_link_catch(node):
                yield container.id, node.id
    for association in model.of_kind("association"):
        if association.source and association.target and model.by_id[association.source].kind == "boundaryEvent":
            yield association.source, association.target

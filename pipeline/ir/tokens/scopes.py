"""Which processes run, what is in them, and where each scope begins."""

from collections.abc import Iterator
from typing import Final

from pipeline.ir.workflow import CONTAINERS, Element, WorkflowModel

_TRUE: Final = frozenset({"true", "1"})


def processes(model: WorkflowModel) -> tuple[Element, ...]:
    """Those said to be executable; all that have something to do where none is said to be."""
    found = tuple(process for process in model.of_kind("process") if model.nodes(process.id))
    return tuple(process for process in found if process.attributes.get("isExecutable") in _TRUE) or found


def inside(model: WorkflowModel, container: str) -> Iterator[Element]:
    """Everything in a container, at any depth, in document order."""
    for child in model.children.get(container, ()):
        yield child
        if child.kind in CONTAINERS or child.id in model.children:
            yield from inside(model, child.id)


def steps(model: WorkflowModel, process: Element) -> tuple[Element, ...]:
    """What becomes a method, every flow node but the frame of an event sub-process, in the order tokens go."""
    return tuple(node for node in _in_order(model, process.id) if not node.event_sub_process)


def _in_order(model: WorkflowModel, container: str) -> Iterator[Element]:
    nodes = model.nodes(container)
    known = {node.id for node in nodes}
    followed = {node.id: leads_to(model, node) for node in nodes}
    seen: set[str] = set()
    for first in [*starts(model, container), *nodes]:
        waiting = [first.id]
        while waiting:
            at = waiting.pop()
            if at in seen or at not in known:
                continue
            seen.add(at)
            yield model.by_id[at]
            yield from _in_order(model, at)
            waiting += reversed(followed[at])


def leads_to(model: WorkflowModel, node: Element) -> list[str]:
    """Where a token at a node can be next; at its boundary events first, so that they stand beside it."""
    after = [event.id for event in model.boundary.get(node.id, ())]
    after += [flow.target for flow in model.outgoing.get(node.id, ()) if flow.target is not None]
    if is_link(node) and node.kind == "intermediateThrowEvent" and (target := link_target(model, node)):
        after.append(target.id)
    return after


def starts(model: WorkflowModel, container: str) -> tuple[Element, ...]:
    """Start events, or where there are none all that nothing leads to."""
    nodes = [node for node in model.nodes(container) if not node.event_sub_process]
    stated = tuple(node for node in nodes if node.kind == "startEvent")
    return stated or tuple(node for node in nodes if node.id not in model.incoming and not _led_to(node))


def event_sub_processes(model: WorkflowModel, container: str) -> tuple[tuple[Element, Element], ...]:
    """Event sub-processes directly in a container, each with its start event."""
    return tuple(
        (node, start)
        for node in model.nodes(container)
        if node.event_sub_process
        for start in starts(model, node.id)[:1]
    )


def link_target(model: WorkflowModel, throw: Element) -> Element | None:
    """Where a link goes on: the catching link of the same name in the same container."""
    name = throw.events[0].ref if throw.events else None
    for node in model.nodes(throw.parent or ""):
        if is_link(node) and node.kind == "intermediateCatchEvent" and node.events[0].ref == name:
            return node
    return None


def is_link(node: Element) -> bool:
    """Whether an event is one end of a link."""
    return [event.kind for event in node.events] == ["link"]


def _led_to(node: Element) -> bool:
    return (
        node.kind == "boundaryEvent"
        or (is_link(node) and node.kind == "intermediateCatchEvent")
        or node.attributes.get("isForCompensation") in _TRUE
    )

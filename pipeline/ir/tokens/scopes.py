"""Tell which processes run, what is in them, and where each scope begins (BPMN 2.0.2, 10.5.2).

A scope is a process or a sub-process while it runs.
"""

from collections.abc import Iterator

from pipeline.ir.workflow import ACTIVITIES, CONTAINERS, FlowElement, WorkflowModel


def processes(model: WorkflowModel) -> tuple[FlowElement, ...]:
    """Return the executable processes that have something to do; where none is executable, all that do."""
    found = tuple(process for process in model.of_kind("process") if model.nodes(process.id))
    return tuple(process for process in found if process.says("isExecutable")) or found


def inside(model: WorkflowModel, container: str) -> Iterator[FlowElement]:
    """Yield everything in a container, at any depth, in document order."""
    for child in model.children.get(container, ()):
        yield child
        if child.kind in CONTAINERS or child.id in model.children:
            yield from inside(model, child.id)


def entries(model: WorkflowModel, container: FlowElement) -> tuple[FlowElement, ...]:
    """Return the nodes at which a scope begins: its start events, or without any, all that nothing leads to."""
    return model.remembered(("entries", container.id), lambda: _entries(model, container))


def _entries(model: WorkflowModel, container: FlowElement) -> tuple[FlowElement, ...]:
    nodes = model.nodes(container.id)
    explicit = tuple(node for node in nodes if is_start(node))
    if explicit and container.kind != "adHocSubProcess":
        return explicit
    return explicit + tuple(
        node for node in nodes if not (is_start(node) or awaits_event(node) or node.id in model.incoming)
    )


def beginnings(model: WorkflowModel, container: FlowElement) -> tuple[tuple[FlowElement, ...], ...]:
    """Return the alternative ways in which a scope begins, each with the nodes that it enters at once.

    Each start event is a way of its own; nodes without incoming flows are entered together.
    """
    nodes = entries(model, container)
    return tuple((node,) for node in nodes) if any(map(is_start, nodes)) else (nodes,)


def event_sub_processes(
    model: WorkflowModel, container: str
) -> tuple[tuple[FlowElement, tuple[FlowElement, ...]], ...]:
    """Return the event sub-processes directly in a container, each with the start events that it waits at."""
    return tuple((node, start_events(model, node)) for node in model.nodes(container) if node.event_sub_process)


def start_events(model: WorkflowModel, container: FlowElement) -> tuple[FlowElement, ...]:
    """Return the start events directly in a container."""
    return tuple(node for node in model.nodes(container.id) if node.kind == "startEvent")


def is_start(node: FlowElement) -> bool:
    """Return true for a start event, and for a receive task or event-based gateway that instantiates."""
    return node.kind == "startEvent" or (node.says("instantiate") and not is_compensation_handler(node))


def awaits_event(node: FlowElement) -> bool:
    """Return true if not a flow but its host, a compensation, an event or a link begins a node."""
    return (
        node.kind == "boundaryEvent" or node.event_sub_process or is_compensation_handler(node) or is_link_catch(node)
    )


def is_compensation_handler(node: FlowElement) -> bool:
    """Return true for an activity that runs only to undo another one."""
    return node.kind in ACTIVITIES and node.says("isForCompensation")


def is_link_catch(node: FlowElement) -> bool:
    """Return true where a link arrives."""
    return node.kind == "intermediateCatchEvent" and bool(node.link_names)

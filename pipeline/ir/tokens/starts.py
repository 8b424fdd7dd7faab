"""Where a process or sub-process begins (BPMN 2.0.2, 10.5.2), and what is not begun by a sequence flow at all."""

from pipeline.ir.workflow import Element, WorkflowModel


def entries(model: WorkflowModel, container: Element) -> tuple[Element, ...]:
    """Nodes that start as soon as their container does: its start events, or without any, whatever nothing leads to."""
    nodes = model.nodes(container.id)
    explicit = tuple(node for node in nodes if is_start(node))
    if explicit and container.kind != "adHocSubProcess":
        return explicit
    return explicit + tuple(
        node for node in nodes if not (is_start(node) or awaits_event(node) or node.id in model.incoming)
    )


def is_start(node: Element) -> bool:
    """A start event, or a receive task or event-based gateway that instantiates."""
    return node.kind == "startEvent" or node.attributes.get("instantiate") in {"true", "1"}


def awaits_event(node: Element) -> bool:
    """It is begun by something other than a flow: its host, a compensation, an event, a link."""
    return (
        node.kind == "boundaryEvent" or node.event_sub_process or is_compensation_handler(node) or is_link_catch(node)
    )


def is_compensation_handler(node: Element) -> bool:
    """An activity that runs only to undo another one."""
    return node.attributes.get("isForCompensation") in {"true", "1"}


def is_link_catch(node: Element) -> bool:
    """The place where a link arrives."""
    return node.kind == "intermediateCatchEvent" and any(event.kind == "link" for event in node.events)

"""Find the elements to be run: those of processes marked as executable (BPMN 2.0.2, 10.1)."""

from collections.abc import Iterator

from pipeline.ir.workflow import FlowElement, WorkflowModel


def executed(model: WorkflowModel, *kinds: str) -> Iterator[FlowElement]:
    """Yield elements of these kinds that are in an executable process, or are one."""
    return (element for element in model.of_kind(*kinds) if runs(model, element))


def executes(model: WorkflowModel) -> bool:
    """Return true if any process of the document is executable."""
    return any(executed(model, "process"))


def runs(model: WorkflowModel, element: FlowElement) -> bool:
    """Return true if an element stands in an executable process, or is one."""
    at: FlowElement | None = element
    while at is not None and at.kind != "process":
        at = model.by_id[at.parent] if at.parent is not None else None
    return at is not None and at.says("isExecutable")

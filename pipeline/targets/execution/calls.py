"""Tell which process a call activity calls, in the standard's words or in Zeebe's."""

from pipeline.ir.workflow import FlowElement, WorkflowModel
from pipeline.targets.execution import vendors


def called_by(model: WorkflowModel, element: FlowElement) -> str | None:
    """Return the id of the called process as written; None where nothing names one."""
    if element.called:
        return element.called
    stated = (said.get("processId") for said in vendors.zeebe(model, element, "calledElement"))
    return next(filter(None, stated), None)

"""Tell which activities of an ad-hoc sub-process run (BPMN 2.0.2, 10.3.5): the model leaves that to whoever runs it."""

from pipeline.ir.tokens import scopes
from pipeline.ir.workflow import FlowElement, WorkflowModel
from pipeline.targets.common.condition import Variable
from pipeline.targets.common.safe_condition import condition, variable
from pipeline.targets.execution import vendors
from pipeline.targets.execution.builder import ProcessBuilder
from pipeline.targets.execution.work import Chosen, Reads, Told


def chosen(builder: ProcessBuilder, element: FlowElement) -> Chosen:
    """Return what runs: the ids in the variable that the model names, else those that an action answers."""
    step, stated = builder.step(element), collection(builder.model, element)
    nodes = scopes.entries(builder.model, element)
    activities = tuple((node.source_id or node.id, builder.step(node)) for node in nodes)
    choices = tuple((word, "", node.id) for (word, _), node in zip(activities, nodes, strict=True))
    items = f"{step}_activities"
    return Chosen(
        items=Reads(variable=stated)
        if stated
        else Told(action=builder.actions.add(element, "pick", f"list_{items}", choices=choices, variable=items)),
        activities=activities,
        ordered=element.attributes.get("ordering") == "Sequential",
        enough=condition(element.condition),
        stops=element.attributes.get("cancelRemainingInstances") not in {"false", "0"},
    )


def collection(model: WorkflowModel, element: FlowElement) -> Variable | None:
    """Return the variable that the model names for the ids of the activities, in Zeebe's words."""
    stated = (said.get("activeElementsCollection") for said in vendors.zeebe(model, element, "adHoc"))
    return variable(next(filter(None, stated), ""))

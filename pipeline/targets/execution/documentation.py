"""List the elements of a model that say something to people and do not run."""

from collections.abc import Collection
from typing import Final

from pipeline.ir.workflow import FLOW_NODES, WorkflowModel
from pipeline.targets.execution.builder import origin
from pipeline.targets.execution.plan import Origin

_KINDS: Final = """
    definitions import extension collaboration participant participantMultiplicity messageFlow conversation laneSet
    lane dataObject dataObjectReference dataStore dataStoreReference dataInput dataOutput property ioSpecification
    inputSet outputSet dataInputAssociation dataOutputAssociation textAnnotation association group category
    categoryValue message signal error escalation itemDefinition interface operation resource potentialOwner
    humanPerformer performer correlationProperty documentation globalTask globalUserTask globalManualTask
    globalScriptTask globalBusinessRuleTask
"""
KINDS: Final = tuple(_KINDS.split())
_SHOWN: Final = FLOW_NODES | {*KINDS, "process"} - {"definitions", "documentation"}


def documentation(model: WorkflowModel, run: Collection[str]) -> tuple[Origin, ...]:
    """Return the elements that people want to know of, and that neither run nor are part of one that does."""
    shown = (element for element in model.elements if element.kind in _SHOWN and element.id not in run)
    return tuple(origin(element) for element in shown if not element.event_sub_process)

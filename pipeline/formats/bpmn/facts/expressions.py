"""Find the expressions inside what is executed (BPMN 2.0.2, 8.4.6)."""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.data_flow import states
from pipeline.formats.bpmn.facts.executable import executed, executes
from pipeline.formats.bpmn.facts.inside import within
from pipeline.formats.bpmn.facts.parts import Part
from pipeline.ir.workflow import FLOW_NODES, FlowElement, WorkflowModel

_EITHER = frozenset(
    {
        "conditionExpression", "activationCondition", "completionCondition", "loopCardinality", "loopCondition",
        "timeDate", "timeDuration", "timeCycle", "condition", "from", "to",
    }
)  # fmt: skip
_FORMAL = frozenset({"transformation", "dataPath", "messagePath"})
"""Elements that are formal expressions by the schema, with or without `xsi:type`."""
_KNOWN = _EITHER | _FORMAL
_AROUND = frozenset(
    {
        "multiInstanceLoopCharacteristics", "standardLoopCharacteristics", "complexBehaviorDefinition",
        "timerEventDefinition", "conditionalEventDefinition", "dataInputAssociation", "dataOutputAssociation",
        "assignment", "correlationSubscription", "correlationPropertyBinding",
        "correlationPropertyRetrievalExpression",
    }
)  # fmt: skip


def expressions(model: WorkflowModel) -> tuple[tuple[FlowElement, Part], ...]:
    """Return every expression of an executable process, with its element."""
    return model.remembered("expressions", lambda: tuple(_expressions(model)))


def _expressions(model: WorkflowModel) -> Iterator[tuple[FlowElement, Part]]:
    for owner in executed(model, *FLOW_NODES, "sequenceFlow", "process"):
        if states(model, owner, *_KNOWN, *_AROUND):
            yield from ((owner, part) for part in _inside(model, owner))
    for owner in model.of_kind("correlationProperty") if executes(model) else ():
        yield from ((owner, part) for part in _inside(model, owner))


def is_formal(expression: Part) -> bool:
    """Return true if an expression is stated to be in a language that a machine understands."""
    stated = expression.attributes.get("xsi:type", "").rpartition(":")[2]
    return stated == "tFormalExpression" or expression.kind in _FORMAL


def _inside(model: WorkflowModel, whole: FlowElement | Part) -> Iterator[Part]:
    for part in within(model, whole, *_KNOWN, *_AROUND):
        if part.kind in _KNOWN:
            yield part
        else:
            yield from _inside(model, part)

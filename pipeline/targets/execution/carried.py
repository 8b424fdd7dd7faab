"""Tell which statements of a model become part of its plan, and list the others."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from pipeline.ir.target import Uncarried
from pipeline.ir.workflow import FlowElement, WorkflowModel
from pipeline.targets.common.safe_condition import value
from pipeline.targets.execution.statements import Statement, about, statements


def _repeats(statement: Statement) -> bool:
    loop = statement.element.loop
    return loop is not None and loop.kind != "standard"


def _gives(statement: Statement) -> bool:
    return _repeats(statement) and value(statement.value) is not None


def _calls(statement: Statement) -> bool:
    return statement.element.kind == "callActivity" and not statement.element.called


CARRIED: Final[Mapping[str, Callable[[Statement], bool]]] = {
    "bpmn:inputDataItem": _repeats,
    "bpmn:loopDataOutputRef": _repeats,
    "bpmn:outputDataItem": _repeats,
    "camunda:collection": _repeats,
    "camunda:elementVariable": _repeats,
    "zeebe:calledElement@processId": _calls,
    "zeebe:loopCharacteristics@inputCollection": _repeats,
    "zeebe:loopCharacteristics@inputElement": _repeats,
    "zeebe:loopCharacteristics@outputCollection": _repeats,
    "zeebe:loopCharacteristics@outputElement": _gives,
}
"""Words of statements that a plan carries, each with those of them that it does."""


def uncarried(model: WorkflowModel) -> Iterator[Uncarried]:
    """Yield what a model states and no plan carries, in the order of the document."""
    for each in statements(model):
        if not is_carried(each):
            yield Uncarried(each.element, each.key, each.short, each.line)


def left_of(model: WorkflowModel, element: FlowElement) -> tuple[str, ...]:
    """Return what is stated about one element and not carried, each in one line."""
    return tuple(each.short for each in about(model, element) if not is_carried(each))


def is_carried(statement: Statement) -> bool:
    """Return true if a plan carries the statement."""
    carries = CARRIED.get(statement.key)
    return carries is not None and carries(statement)

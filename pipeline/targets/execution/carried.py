"""Tell which statements of a model become part of its plan, and list the others."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from pipeline.ir.target import Uncarried
from pipeline.ir.workflow import FlowElement, WorkflowModel
from pipeline.targets.common.safe_condition import value
from pipeline.targets.execution import ad_hoc, mappings
from pipeline.targets.execution.statements import Statement, about, statements, told


def _repeats(statement: Statement) -> bool:
    loop = statement.element.loop
    return loop is not None and loop.kind != "standard"


def _gives(statement: Statement) -> bool:
    return _repeats(statement) and value(statement.value) is not None


def _maps(statement: Statement) -> bool:
    """Return true if the mapping can be run. The text of a statement is that of its mapping, whoever reads it."""
    if not mappings.is_mapped(statement.element):
        return False
    return any(
        each.key == statement.key and statement.text.endswith(told(each.said)) and mappings.is_readable(each)
        for each in mappings.exchanges(statement.model, statement.element)
    )


def _passes_all(statement: Statement) -> bool:
    return statement.element.kind == "callActivity" and 'variables="all"' in statement.text


def _passes(statement: Statement) -> bool:
    return _maps(statement) or _passes_all(statement)


def _tries(statement: Statement) -> bool:
    return statement.element.kind in _TRIED and mappings.attempts(statement.model, statement.element)[0] is not None


def _answers(statement: Statement) -> bool:
    named = mappings.result_variable(statement.model, statement.element)
    return statement.element.kind in _ANSWERING and bool(named)


def _in_call(statement: Statement) -> bool:
    return statement.element.kind == "callActivity"


_ANSWERING: Final = frozenset({"task", "serviceTask", "scriptTask", "businessRuleTask"})
_TRIED: Final = _ANSWERING | {"sendTask"}


def _picks(statement: Statement) -> bool:
    return ad_hoc.collection(statement.model, statement.element) is not None


def _calls(statement: Statement) -> bool:
    return statement.element.kind == "callActivity" and not statement.element.called


CARRIED: Final[Mapping[str, Callable[[Statement], bool]]] = {
    "bpmn:inputDataItem": _repeats,
    "bpmn:loopDataOutputRef": _repeats,
    "bpmn:outputDataItem": _repeats,
    "camunda:collection": _repeats,
    "camunda:elementVariable": _repeats,
    "camunda:failedJobRetryTimeCycle": _tries,
    "camunda:in": _passes,
    "camunda:inputOutput/inputParameter": _maps,
    "camunda:inputOutput/outputParameter": _maps,
    "camunda:out": _passes,
    "camunda:resultVariable": _answers,
    "zeebe:adHoc@activeElementsCollection": _picks,
    "zeebe:calledDecision@resultVariable": _answers,
    "zeebe:calledElement@processId": _calls,
    "zeebe:calledElement@propagateAllChildVariables": _in_call,
    "zeebe:calledElement@propagateAllParentVariables": _in_call,
    "zeebe:ioMapping/input": _maps,
    "zeebe:ioMapping/output": _maps,
    "zeebe:loopCharacteristics@inputCollection": _repeats,
    "zeebe:loopCharacteristics@inputElement": _repeats,
    "zeebe:loopCharacteristics@outputCollection": _repeats,
    "zeebe:loopCharacteristics@outputElement": _gives,
    "zeebe:script@resultVariable": _answers,
    "zeebe:taskDefinition@retries": _tries,
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

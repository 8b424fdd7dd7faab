"""Read which variables a step gets and gives, and how often it is tried, in the words of Camunda 7 and Zeebe."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from pipeline.ir.said import Said
from pipeline.ir.workflow import TASKS, FlowElement, WorkflowModel
from pipeline.targets.common.condition import Condition, Constant, Variable
from pipeline.targets.common.safe_condition import value
from pipeline.targets.execution import vendors
from pipeline.targets.execution.work import Assigned, Mapping

_NAME: Final = re.compile(r"[^\W\d]\w*")
_EVENTS: Final = frozenset({"intermediateCatchEvent", "boundaryEvent", "intermediateThrowEvent", "endEvent"})
_EXCHANGED: Final = frozenset({"message", "signal"})


class Exchange(NamedTuple):
    """One stated mapping: the key of its statement, the direction, the variable, and its value if it can be run."""

    key: str
    said: Said
    out: bool
    name: str
    value: Condition | None


def mapping(model: WorkflowModel, element: FlowElement) -> Mapping | None:
    """Return which variables a step gets and gives; None where all are seen and set."""
    if not is_mapped(element):
        return None
    stated = tuple(exchanges(model, element))
    into, out = ([each for each in stated if each.out is way] for way in (False, True))
    everything_in, everything_out = _whole(model, element)
    if not stated and (everything_in, everything_out) == (True, True):
        return None
    readable = all(map(is_readable, into))
    passes = element.kind != "subProcess" and readable
    return Mapping(
        given=_assigned(into),
        only=passes and not everything_in if element.kind == "callActivity" else passes and bool(into),
        taken=_assigned(out),
        keeps=bool(out) or not everything_out,
    )


def is_mapped(element: FlowElement) -> bool:
    """Return true for what does work with variables: tasks, calls, sub-processes, and events that exchange data."""
    if element.kind in _EVENTS:
        return len(element.events) == 1 and element.events[0].kind in _EXCHANGED
    return element.kind in TASKS or element.kind in {"subProcess", "callActivity"}


def exchanges(model: WorkflowModel, element: FlowElement) -> Iterator[Exchange]:
    """Yield the mappings that an element states, those of whole scopes left out."""
    for whole in vendors.zeebe(model, element, "ioMapping"):
        for said in whole.all("input", "output"):
            yield _exchange(f"zeebe:ioMapping/{said.kind}", said, said.get("target"), _zeebe(said.get("source")))
    for whole in vendors.camunda(model, element, "inputOutput"):
        for said in whole.all("inputParameter", "outputParameter"):
            yield _exchange(f"camunda:inputOutput/{said.kind}", said, said.get("name"), _camunda(said))
    if element.kind == "callActivity":
        for said in vendors.camunda(model, element, "in", "out"):
            if said.get("target"):
                found = value(said.get("sourceExpression")) or _plain(said.get("source"))
                yield _exchange(f"camunda:{said.kind}", said, said.get("target"), found)


def is_readable(exchange: Exchange) -> bool:
    """Return true if the mapping can be run."""
    return exchange.value is not None and _NAME.fullmatch(exchange.name) is not None


def attempts(model: WorkflowModel, element: FlowElement) -> tuple[int | None, str]:
    """Return how often a job is tried and the ISO 8601 duration between; None and empty where nothing readable is."""
    for said in vendors.zeebe(model, element, "taskDefinition"):
        if (number := _number(said.get("retries"))) is not None:
            return number, ""
    for said in vendors.camunda(model, element, "failedJobRetryTimeCycle"):
        found = re.fullmatch(r"R(\d{1,4})/(P[^/,]+)", said.text.strip())
        if found and int(found[1]):
            return int(found[1]), found[2]
    return None, ""


def result_variable(model: WorkflowModel, element: FlowElement) -> str:
    """Return the variable that gets what a task answers; empty where it answers the variables themselves."""
    stated = [
        vendors.attribute(model, element, "resultVariable"),
        *(said.get("resultVariable") for said in vendors.zeebe(model, element, "calledDecision", "script")),
    ]
    found = next(filter(None, stated), "")
    return found if _NAME.fullmatch(found) else ""


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and 0 < int(text) < 10_000 else None


def _exchange(key: str, said: Said, name: str, found: Condition | None) -> Exchange:
    return Exchange(key, said, said.kind.startswith("out"), name, found)


def _assigned(those: list[Exchange]) -> tuple[Assigned, ...]:
    return tuple(
        Assigned(name=each.name, value=each.value) for each in those if is_readable(each) and each.value is not None
    )


def _zeebe(source: str) -> Condition | None:
    return value(source) if source.startswith("=") else Constant(value=source)


def _camunda(said: Said) -> Condition | None:
    text = said.text.strip()
    if said.parts:
        return None
    if "${" in text or "#{" in text:
        return value(text)
    return Constant(value=text or None)


def _plain(source: str) -> Condition | None:
    return Variable(path=(source,), nullable=True) if _NAME.fullmatch(source) else None


def _whole(model: WorkflowModel, element: FlowElement) -> tuple[bool, bool]:
    """Return whether a call passes all variables, and whether it takes all: in Camunda 7's words, or in Zeebe's."""
    if element.kind != "callActivity":
        return True, True
    for said in vendors.zeebe(model, element, "calledElement"):
        stated = (said.get("propagateAllParentVariables"), said.get("propagateAllChildVariables"))
        return stated[0] != "false", stated[1] != "false"
    said_of = vendors.camunda(model, element, "in", "out")
    if not [each for each in said_of if each.get("variables") or each.get("target")]:
        return True, True
    whole = [any(each.kind == way and each.get("variables") == "all" for each in said_of) for way in ("in", "out")]
    return whole[0], whole[1]

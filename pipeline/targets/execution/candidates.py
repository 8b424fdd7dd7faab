"""Find values worth trying for what conditions, repetitions and deciding actions look at."""

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.targets.common.condition import Binary, Condition, Constant, Negation, Variable
from pipeline.targets.execution.plan import Action, Asked, Branch, Process, Step, Tested
from pipeline.targets.execution.work import Each, Reads, Sleep, Standard, Told

Path = tuple[str, ...]


def candidates(process: Process, actions: Mapping[str, Action]) -> dict[Path, tuple[Any, ...]]:
    """Return each variable that is looked at, with values that make a difference, the likely ones first."""
    found: dict[Path, dict[str, Any]] = {}
    for path, value, _ in _mentioned(process, actions):
        # true and 1 are equal, and are two values here
        found.setdefault(path, {}).setdefault(repr(value), value)
    return {path: tuple(values.values()) for path, values in found.items()}


def lookers(process: Process, actions: Mapping[str, Action]) -> dict[Path, tuple[str, ...]]:
    """Return each variable that is looked at, with the elements that look at it."""
    found: dict[Path, dict[str, None]] = {}
    for path, _, element in _mentioned(process, actions):
        found.setdefault(path, {})[element] = None
    return {path: tuple(elements) for path, elements in found.items()}


def nest(values: Mapping[Path, Any]) -> dict[str, Any]:
    """Return the values as variables; those with something inside them are objects."""
    nested: dict[str, Any] = {}
    for path, value in values.items():
        inside = nested
        for name in path[:-1]:
            inside = inside.setdefault(name, {})
            if not isinstance(inside, dict):
                break
        else:
            inside[path[-1]] = value
    return nested


def _mentioned(process: Process, actions: Mapping[str, Action]) -> Iterator[tuple[Path, Any, str]]:
    for step in process.steps:
        element = step.origin.element
        if isinstance(step.exit, Tested):
            for branch in step.exit.branches:
                told = _values(branch.condition) if branch.condition else _answers(branch, actions)
                yield from ((path, value, branch.hop.flow or element) for path, value in told)
        elif isinstance(step.exit, Asked):
            path = (actions[step.exit.action].variable,)
            for choice in step.exit.choices:
                value = [choice.word] if step.exit.many else choice.word
                yield path, value, choice.hop.flow or element
            yield path, value, element
        yield from ((path, value, element) for path, value in _of_work(step, actions))


def _of_work(step: Step, actions: Mapping[str, Action]) -> Iterator[tuple[Path, Any]]:
    for assigned in step.mapping.given if step.mapping else ():
        yield from ((path, "something") for path in read_strictly(assigned.value))
    if isinstance(step.loop, Each) and isinstance(step.loop.items, Reads):
        yield step.loop.items.variable.path, ["first", "second"]
    if isinstance(step.loop, Standard) and step.loop.condition is not None:
        yield from reversed(list(_values(step.loop.condition)))
    if isinstance(step.work, Sleep) and isinstance(step.work.delay, Reads):
        yield step.work.delay.variable.path, "PT1S"
    if isinstance(step.work, Sleep) and isinstance(step.work.delay, Told):
        yield (actions[step.work.delay.action].variable,), "PT1S"


def _answers(branch: Branch, actions: Mapping[str, Action]) -> Iterator[tuple[Path, Any]]:
    yield from (((actions[branch.action or ""].variable,), value) for value in (True, False))


def read_strictly(condition: Condition) -> Iterator[Path]:
    """Yield the variables that have to be set, or reading the value fails."""
    if isinstance(condition, Variable) and not condition.nullable:
        yield condition.path
    elif isinstance(condition, Negation):
        yield from read_strictly(condition.operand)
    elif isinstance(condition, Binary):
        yield from read_strictly(condition.left)
        yield from read_strictly(condition.right)


def _values(condition: Condition) -> Iterator[tuple[Path, Any]]:
    if isinstance(condition, Negation):
        yield from _values(condition.operand)
    elif isinstance(condition, Variable):
        yield from ((condition.path, value) for value in (True, False))
    elif isinstance(condition, Binary):
        yield from _compared(condition)


def _compared(condition: Binary) -> Iterator[tuple[Path, Any]]:
    sides = (condition.left, condition.right)
    if condition.op in {"and", "or"}:
        for side in sides:
            yield from _values(side)
        return
    constants = [side.value for side in sides if isinstance(side, Constant)]
    for path in _paths(condition):
        for constant in constants or [1]:
            yield from ((path, value) for value in _around(constant))


def _paths(condition: Condition) -> Iterator[Path]:
    if isinstance(condition, Variable):
        yield condition.path
    elif isinstance(condition, Binary):
        yield from _paths(condition.left)
        yield from _paths(condition.right)


def _around(constant: Any) -> tuple[Any, ...]:
    if isinstance(constant, bool):
        return (constant, not constant)
    if isinstance(constant, int | float):
        return (constant, constant + 1, constant - 1)
    if isinstance(constant, str):
        return (constant, f"not {constant}"[:200])
    return (None, "something")

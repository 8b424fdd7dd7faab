"""Follow the tokens of a process whose variables never change: whether it ends, and by which branches."""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from typing import Any, Final

from pipeline.targets.common.condition import Binary, Condition, Constant, Negation, Variable
from pipeline.targets.execution.candidates import read_strictly
from pipeline.targets.execution.plan import Action, Asked, Branch, Onward, Process, Step, Tested
from pipeline.targets.execution.watching import Handlers
from pipeline.targets.execution.work import (
    Each,
    Escalate,
    Fail,
    Holds,
    Hop,
    Nested,
    Perform,
    Race,
    Reads,
    Receive,
    Sleep,
    Standard,
    Told,
)
from pipeline.targets.execution.work import Mapping as Mapped

Path = tuple[str, ...]
_OPERATIONS: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}


class _Unforeseen(Exception):
    """The run fails, does not end, or depends on something unknown."""


@dataclass
class Foreseen:
    """A run that ends."""

    decisions: set[str] = field(default_factory=set)
    """Branches it took."""
    words: dict[str, str] = field(default_factory=dict)
    """Names of branches."""
    elements: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The elements whose names a branch is called by, and its flow."""
    reads: set[Path] = field(default_factory=set)
    """Variables it looked at."""


def foresee(
    process: Process, starts: tuple[str, ...], values: Mapping[Path, Any], actions: Mapping[str, Action]
) -> Foreseen | None:
    """Return where the tokens go; None where the process may not end."""
    run = _Run(process, values, actions)
    try:
        run.begin(starts)
    except _Unforeseen:
        return None
    return run.seen


class _Run:
    def __init__(self, process: Process, values: Mapping[Path, Any], actions: Mapping[str, Action]) -> None:
        self._actions = actions
        self._steps = {step.name: step for step in process.steps}
        self._values = values
        self._known = {path[0] for path in values}
        self._process = process
        self.seen = Foreseen()

    def begin(self, starts: tuple[str, ...]) -> None:
        """Follow the tokens of the process."""
        self._unwatched(self._process.handlers)
        self.scope(starts)

    def scope(self, starts: tuple[str, ...]) -> None:
        """Follow the tokens of one scope. Raises _Unforeseen where a join lacks a token, or steps form a circle."""
        ways: dict[str, list[Hop]] = {}
        waiting = list(starts)
        while waiting:
            name = waiting.pop()
            if name not in ways:
                ways[name] = self._pass(self._steps[name])
                waiting += [hop.step for hop in ways[name]]
        taken = {hop.via for hops in ways.values() for hop in hops if hop.via}
        for name in ways:
            join = self._steps[name].join
            if join is not None and join.all_of_them and not {flow for flow, _ in join.flows} <= taken:
                raise _Unforeseen
        _no_circles(ways)

    def _pass(self, step: Step) -> list[Hop]:
        if isinstance(step.work, Fail) or (isinstance(step.work, Escalate) and self._is_stopped(step.work)):
            raise _Unforeseen
        if isinstance(step.work, Holds) and not self._holds(step.work.condition):
            raise _Unforeseen
        self._unwatched(step.guard)
        if isinstance(step.work, Nested):
            if step.work.chosen:
                raise _Unforeseen
            self._unwatched(step.work.handlers)
            self.scope(step.work.starts)
        if isinstance(step.work, Race):
            # the tests send every message that is waited for before they let time pass
            told = [hop for hop in step.work.hops if isinstance(self._steps[hop.step].work, Receive)]
            return told or list(step.work.hops)
        self._look(step)
        self._map(step)
        if isinstance(step.exit, Onward):
            return list(step.exit.hops)
        return self._tested(step, step.exit) if isinstance(step.exit, Tested) else self._asked(step, step.exit)

    def _unwatched(self, handlers: Handlers) -> None:
        """Raise _Unforeseen where an event interrupts at once, since its condition holds."""
        for way in handlers.until:
            done = self._steps[way.step].work
            if isinstance(done, Holds) and self._holds(done.condition):
                raise _Unforeseen

    def _is_stopped(self, thrown: Escalate) -> bool:
        """Return true if some event that this escalation interrupts might catch it."""
        nested = [step.work.handlers for step in self._process.steps if isinstance(step.work, Nested)]
        everywhere = [self._process.handlers, *nested, *(step.guard for step in self._process.steps)]
        caught = [catch for handlers in everywhere for catch in handlers.escalations if catch.interrupting]
        return any(catch.code in {"", thrown.code} for catch in caught)

    def _look(self, step: Step) -> None:
        if isinstance(step.loop, Each) and isinstance(step.loop.items, Reads):
            self._value(step.loop.items.variable)
        if isinstance(step.loop, Standard) and step.loop.condition is not None and self._holds(step.loop.condition):
            raise _Unforeseen
        if isinstance(step.work, Sleep) and isinstance(step.work.delay, Reads):
            self._value(step.work.delay.variable)
        if isinstance(step.work, Sleep) and isinstance(step.work.delay, Told):
            self.seen.reads.add((step.name,))

    def _map(self, step: Step) -> None:
        """Look at what is mapped. Raises _Unforeseen where a condition reads what nobody knows."""
        mapping = step.mapping or Mapped()
        for assigned in mapping.given:
            for path in read_strictly(assigned.value):
                self._value(Variable(path=path))
        if isinstance(step.work, Perform) and step.work.result and step.work.result in self._known:
            self.seen.reads |= {path for path in self._values if path[0] == step.work.result}
        for assigned in mapping.taken:
            plain = isinstance(assigned.value, Variable) and isinstance(step.work, Perform)
            if not plain and (assigned.name in self._known or any(read_strictly(assigned.value))):
                raise _Unforeseen
            self.seen.reads |= {path for path in self._values if path[0] == assigned.name}

    def _tested(self, step: Step, found: Tested) -> list[Hop]:
        taken: list[Hop] = []
        for branch in found.branches:
            if (found.many or not taken) and self._taken(branch):
                taken.append(branch.hop)
        if not taken:
            if found.default is None and not found.always:
                raise _Unforeseen
            taken = [found.default] if found.default else []
        return self._decided(step, [*taken, *found.always])

    def _taken(self, branch: Branch) -> bool:
        if branch.condition is not None:
            return self._holds(branch.condition)
        action = self._actions[branch.action or ""]
        return bool(self._value(Variable(path=(action.variable,))))

    def _asked(self, step: Step, found: Asked) -> list[Hop]:
        value = self._value(Variable(path=(step.name,)))
        chosen = value if isinstance(value, list) else [value]
        return self._decided(step, [choice.hop for choice in found.choices if choice.word in chosen])

    def _decided(self, step: Step, hops: list[Hop]) -> list[Hop]:
        for hop in hops:
            key = f"{step.name} {hop.flow}"
            self.seen.decisions.add(key)
            self.seen.words.setdefault(key, f"{step.name}_{hop.step}")
            ends = (step.origin.element, self._steps[hop.step].origin.element)
            self.seen.elements.setdefault(key, (*ends, hop.flow) if hop.flow else ends)
        return hops

    def _holds(self, condition: Condition) -> bool:
        try:
            return bool(self._reckon(condition))
        except (TypeError, ZeroDivisionError, OverflowError) as error:
            raise _Unforeseen from error

    def _reckon(self, condition: Condition) -> Any:
        if isinstance(condition, Constant):
            return condition.value
        if isinstance(condition, Variable):
            return self._value(condition)
        if isinstance(condition, Negation):
            return not self._reckon(condition.operand)
        return self._binary(condition)

    def _binary(self, condition: Binary) -> Any:
        left = self._reckon(condition.left)
        if condition.op == "and":
            return left and self._reckon(condition.right)
        if condition.op == "or":
            return left or self._reckon(condition.right)
        return _OPERATIONS[condition.op](left, self._reckon(condition.right))

    def _value(self, variable: Variable) -> Any:
        if variable.path not in self._values:
            raise _Unforeseen
        self.seen.reads.add(variable.path)
        return self._values[variable.path]


def _no_circles(ways: Mapping[str, list[Hop]]) -> None:
    try:
        TopologicalSorter({name: {hop.step for hop in hops} for name, hops in ways.items()}).prepare()
    except CycleError as error:
        raise _Unforeseen from error

"""Make a net smaller without changing its soundness; well nested blocks disappear entirely.

After Murata, Petri Nets: Properties, Analysis and Applications (1989), V: series, parallel places and transitions,
self-loops. A place is removed only if every token on it can always continue, so no deadlock or second token is lost.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from pipeline.ir.tokens.net import Net, Run, Transition, marked, one

_WIDEST: Final = 1_000
"""Places that the copies of a step may fill in all: a step that starts thousands is not copied for each choice."""
_PLACES_A_UNIT: Final = 2_000
"""Places of a mask that is read in one unit of work."""
_STEP: Final = 20
"""Units of work that each step takes in each round of all rules."""


def reduced(net: Net) -> Net:
    """Return the smallest net that the rules lead to."""
    before = None
    while before is None or len(net.transitions) < len(before.transitions) or _ends(net) < _ends(before):
        before = net
        net.budget.spend(_STEP * len(net.transitions))
        net = _without_twins(_in_series(_without_loops(_distinct(net))))
    return net


def _ends(net: Net) -> int:
    return sum(len(step.ins) + len(step.outs) for step in net.transitions)


def _distinct(net: Net) -> Net:
    """Keep one step of each kind: the one with the shortest trace, which then covers what the others run."""
    found: dict[tuple[object, ...], Transition] = {}
    for step in net.transitions:
        key = (tuple(sorted(step.ins)), tuple(sorted(step.outs)), step.clears, step.empty, step.join)
        known = found.get(key)
        if known is None:
            found[key] = step
        else:
            shorter = min(known, step, key=lambda each: each.trace.length)
            found[key] = replace(shorter, covers=known.covers.then(step.covers))
    return net.having(found.values(), net.passed)


def _without_loops(net: Net) -> Net:
    """Drop steps from a place back to it, which change nothing."""
    passed = dict(net.passed)
    kept = []
    for step in net.transitions:
        if step.plain and len(step.ins) == 1 and step.ins == step.outs:
            passed[step.ins[0]] = passed.get(step.ins[0], Run()).then(step.covers)
        else:
            kept.append(step)
    return net.having(kept, passed)


def _in_series(net: Net) -> Net:
    """Join the step that leads to a place with the one that leads on, where either is the only one."""
    series = _Series(net)
    for place in sorted(series.makers.keys() & series.takers.keys()):
        if series.goes_on(place):
            series.take_out(place)
    return net.having((step.whole() for step in series.steps.values()), net.passed)


@dataclass(slots=True)
class _Step:
    """A mutable transition, which may put tokens on thousands of places and lose them one at a time."""

    of: Transition
    outs: Counter[int]
    trace: Run
    covers: Run

    def then(self, place: int, other: "_Step", passed: Run) -> None:
        """Let the other step happen in this one too."""
        del self.outs[place]
        self.outs.update(other.outs)
        self.trace = self.trace.then(other.trace)
        self.covers = self.covers.then(other.covers).then(passed)

    def whole(self) -> Transition:
        return replace(self.of, outs=tuple(self.outs.elements()), trace=self.trace, covers=self.covers)


class _Series:
    """The steps of a net by number, and, by place, those that put and take tokens there."""

    def __init__(self, net: Net) -> None:
        self._net = net
        self.makers, self.takers = _ways(net.transitions)
        self.steps = {
            number: _Step(step, Counter(step.outs), step.trace, step.covers)
            for number, step in enumerate(net.transitions)
        }
        self._next = len(self.steps)

    def goes_on(self, place: int) -> bool:
        """Return true if steps that end here alone put every token on this place, and each can always go on."""
        kind, makers, takers = self._net.places[place], self.makers[place], self.takers[place]
        if not kind.counted or kind.end or kind.idle or self._net.initial & one(place) or makers & takers:
            return False
        if not makers or not takers or (len(makers) > 1 and len(takers) > 1):
            return False
        if any(self.steps[maker].outs[place] > 1 for maker in makers):
            return False
        if len(takers) > 1 and any(self.steps[maker].of.join for maker in makers):
            return False  # a join happens in many states, and would have every choice after it in each of them
        copied = 0 if len(takers) == 1 else len(takers) * len(self.steps[min(makers)].outs)
        return copied <= _WIDEST and self._can_go_on(place)

    def _can_go_on(self, place: int) -> bool:
        """Return true if every taker takes from here alone, and leaves something."""
        for taker in self.takers[place]:
            step = self.steps[taker]
            if not step.of.plain or step.of.ins != (place,) or all(self._net.places[out].end for out in step.outs):
                return False
        return True

    def take_out(self, place: int) -> None:
        """Let each step that leads here go on at once."""
        makers, takers = sorted(self.makers[place]), sorted(self.takers[place])
        passed = self._net.passed.get(place, Run())
        for maker in makers:
            step = self.steps[maker]
            for taker in takers[1:]:
                self._net.budget.spend(_STEP + len(step.outs))
                copy = _Step(step.of, step.outs.copy(), step.trace, step.covers)
                copy.then(place, self.steps[taker], passed)
                self._add(copy)
            step.then(place, self.steps[takers[0]], passed)
            for out in self.steps[takers[0]].outs:
                self.makers[out].add(maker)
        for taker in takers:
            for out in self.steps[taker].outs:
                self.makers[out].discard(taker)
            del self.steps[taker]

    def _add(self, step: _Step) -> None:
        for place in step.of.ins:
            self.takers[place].add(self._next)
        for place in step.outs:
            self.makers[place].add(self._next)
        self.steps[self._next] = step
        self._next += 1


def _without_twins(net: Net) -> Net:
    """Drop all but one of the places that are always filled and emptied together."""
    makers, takers = _ways(net.transitions)
    awkward = {place for step in net.transitions if step.join for place in step.ins}
    cleared = _cleared(net)
    alike: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for place in sorted(makers.keys() & takers.keys() - awkward):
        if net.places[place].counted and not net.initial & one(place) and makers[place] and takers[place]:
            key = (frozenset(makers[place]), frozenset(takers[place]), tuple(cleared.get(place, ())))
            alike[key].append(place)
    several = {place for step in net.transitions for place, count in Counter(step.outs).items() if count > 1}
    gone = {twin: places[0] for places in alike.values() for twin in places[1:] if not several & {*places}}
    passed = dict(net.passed)
    for twin, kept in gone.items():
        if twin not in passed:
            continue
        passed[kept] = passed.get(kept, Run()).then(passed.pop(twin))
    return net.having((_without(step, gone) for step in net.transitions), passed)


def _cleared(net: Net) -> dict[int, list[int]]:
    """Return, by place, the numbers of the masks in which it is emptied; many steps may share one mask."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    for number, clears in enumerate(dict.fromkeys(step.clears for step in net.transitions if step.clears)):
        for place in marked(clears):
            net.budget.spend(1 + len(net.places) // _PLACES_A_UNIT)
            found[place].append(number)
    return found


def _without(step: Transition, gone: Mapping[int, int]) -> Transition:
    if not gone.keys() & {*step.ins, *step.outs}:
        return step
    ins = tuple(place for place in step.ins if place not in gone)
    return replace(step, ins=ins, outs=tuple(place for place in step.outs if place not in gone))


def _ways(steps: Iterable[Transition]) -> tuple[defaultdict[int, set[int]], defaultdict[int, set[int]]]:
    """Return, by place, the steps that put a token there, and those that take one."""
    makers: defaultdict[int, set[int]] = defaultdict(set)
    takers: defaultdict[int, set[int]] = defaultdict(set)
    for number, step in enumerate(steps):
        for place in step.outs:
            makers[place].add(number)
        for place in step.ins:
            takers[place].add(number)
    return makers, takers

"""Find all markings that a net can come to, nearest first, within a budget."""

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from pipeline.ir.graph import reachable
from pipeline.ir.tokens.net import FULL, Net, Run, Transition, marked, mask, one, tokens

_BITS: Final = 20_000_000
"""Places in all markings that are kept: they take the memory."""


@dataclass(slots=True)
class Explored:
    """The markings found, ordered by the number of elements that ran before."""

    net: Net
    order: list[int] = field(default_factory=list)
    reached_from: dict[int, tuple[int, Transition]] = field(default_factory=dict)
    before: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    """Markings from which a marking comes in one step."""
    stuck: list[int] = field(default_factory=list)
    """Markings from which nothing goes on, though something is left."""
    final: list[int] = field(default_factory=list)
    fired: set[str] = field(default_factory=set)
    """Elements that can run."""
    complete: bool = True
    """Whether this is all: neither the budget nor the bound on tokens cut anything off."""

    def trace(self, marking: int) -> tuple[str, ...]:
        """Return the elements that run, in order, until this marking."""
        steps = []
        while marking in self.reached_from:
            marking, step = self.reached_from[marking]
            steps.append(step.trace)
        return tuple(element for run in reversed(steps) for element in run)


def explored(net: Net, budget: int, wanted: Callable[[int], bool] | None = None) -> Explored:
    """Take up to `budget` steps, fewer where a marking has very many places; or until a marking is wanted."""
    budget = min(budget, _BITS // (len(net.places) + 1))
    found = Explored(net)
    steps = _Steps(net)
    queue = [(0, 0, net.initial)]
    cost = {net.initial: 0}
    seen_places, seen_runs = 0, set[int]()
    while queue:
        so_far, _, marking = heapq.heappop(queue)
        if so_far > cost[marking]:
            continue
        cost[marking] = -1
        if budget <= 0:
            found.complete = False
            break
        found.order.append(marking)
        seen_places |= marking
        going_on = False
        for step, after in steps.following(marking):
            going_on = True
            budget -= 1
            if after is None:
                found.complete = False
                continue
            step.covers.add_to(found.fired, seen_runs)
            found.before[after].append(marking)
            length = so_far + step.trace.length
            if after not in cost or cost[after] > length:
                cost[after] = length
                found.reached_from[after] = (marking, step)
                heapq.heappush(queue, (length, len(found.reached_from), after))
        if not marking & steps.holding:
            found.final.append(marking)
        elif not going_on and not any(place in net.passed for place in marked(marking)):
            found.stuck.append(marking)
        if wanted is not None and wanted(marking):
            found.complete = False
            break
    for place in marked(seen_places):
        net.passed.get(place, Run()).add_to(found.fired, seen_runs)
    return found


class _Steps:
    """The steps that a marking allows, and the markings they lead to."""

    def __init__(self, net: Net) -> None:
        self._places = net.places
        self._by_place: dict[int, list[Transition]] = defaultdict(list)
        for step in net.transitions:
            for place in step.ins if step.join else step.ins[:1]:
                self._by_place[place].append(step)
        self.holding = mask(number for number, place in enumerate(net.places) if not place.end and not place.idle)
        self._leading = _leading(net)

    def following(self, marking: int) -> Iterator[tuple[Transition, int | None]]:
        """Yield each step with the marking after it, or None where a place would hold more tokens than are followed."""
        for place in marked(marking):
            for step in self._by_place.get(place, ()):
                if marking & step.empty:
                    continue
                if step.join:
                    taken = [each for each in step.ins if tokens(marking, each)]
                    if taken[0] == place and not self._more_to_come(step, marking, taken):
                        yield step, self._after(marking, step, taken)
                elif all(tokens(marking, each) for each in step.ins):
                    yield step, self._after(marking, step, step.ins)

    def _more_to_come(self, step: Transition, marking: int, taken: list[int]) -> bool:
        """Return true if a token can still come to an empty way in, and to none that has one (BPMN 2.0.2, 13.4.3)."""
        to_empty = to_taken = 0
        for place in step.ins:
            if place in taken:
                to_taken |= self._leading[(step.ins, place)]
            else:
                to_empty |= self._leading[(step.ins, place)]
        return bool(marking & to_empty & ~to_taken & ~mask(step.ins))

    def _after(self, marking: int, step: Transition, taken: "list[int] | tuple[int, ...]") -> int | None:
        for place in taken:
            marking -= one(place)
        marking &= ~step.clears
        for place in step.outs:
            lying = tokens(marking, place)
            if (self._places[place].end and lying == FULL - 1) or (self._places[place].idle and lying == FULL):
                continue
            if lying == FULL:
                return None
            marking += one(place)
        return marking


def _leading(net: Net) -> dict[tuple[tuple[int, ...], int], int]:
    """Return, for each way into an inclusive join, the places from which a token can come there without the join."""
    found: dict[tuple[tuple[int, ...], int], int] = {}
    for join in net.transitions:
        if not join.join or (join.ins, join.ins[0]) in found:  # it is one of a join's copies, one for each way out
            continue
        makers: dict[int, list[int]] = defaultdict(list)
        for step in net.transitions:
            if step.ins != join.ins:
                moved = [place for place in step.ins if not step.beside & one(place)]
                for place in step.outs:
                    makers[place].extend(moved)
        for way in join.ins:
            found[(join.ins, way)] = mask(reachable([way], makers))
    return found

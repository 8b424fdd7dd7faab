"""Find all markings that a net can come to, nearest first, within a budget."""

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from pipeline.ir.tokens.budget import Exhausted
from pipeline.ir.tokens.net import FULL, Net, Run, Transition, marked, mask, one, tokens

_BITS: Final = 20_000_000
"""Places in all markings that are kept: they take the memory."""
_STEP: Final = 8
_PLACES_A_UNIT: Final = 125
"""Units of work of a step: it reads and writes all places of a marking."""
_PLACES_OF_A_MASK: Final = 2_000
"""Places that are read or written at once in one unit of work."""


@dataclass(frozen=True, slots=True)
class Overflow:
    """A step that was not followed because it puts more tokens on a place than a place holds."""

    marking: int
    step: Transition
    after: int
    """The marking that it leads to, with as many tokens as the place holds."""
    place: int


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
    overflow: Overflow | None = None
    """The first step that was not followed for the tokens it makes."""
    ahead: int = 0
    """Markings that are known and were not looked at, because the budget was spent."""

    @property
    def complete(self) -> bool:
        """Return true if this is all: neither the budget nor the bound on tokens cut anything off."""
        return self.overflow is None and not self.ahead

    def trace(self, marking: int) -> tuple[str, ...]:
        """Return the elements that run, in order, until this marking."""
        steps = []
        while marking in self.reached_from:
            marking, step = self.reached_from[marking]
            steps.append(step.trace)
        return tuple(element for run in reversed(steps) for element in run)

    def round(self) -> tuple[str, ...]:
        """Return the elements of the loop that makes a place overflow; it can run without end, since tokens remain.

        Empty if no earlier marking on the way is smaller: then the tokens are many, but bounded.
        """
        if self.overflow is None:
            return ()
        earlier, runs = self.overflow.marking, [self.overflow.step.trace]
        while not _below(earlier, self.overflow.after):
            if earlier not in self.reached_from:
                return ()
            earlier, step = self.reached_from[earlier]
            runs.append(step.trace)
        return tuple(element for run in reversed(runs) for element in run)


def explored(net: Net, steps: int, wanted: Callable[[int], bool] | None = None) -> Explored:
    """Take up to so many steps, fewer where a marking has very many places; or until a marking is wanted."""
    search = _Search(net, min(steps, _BITS // (len(net.places) + 1)))
    try:
        search.run(wanted)
    except Exhausted:
        search.stopped()
    return search.found


class _Search:
    """A search of markings, nearest first."""

    def __init__(self, net: Net, left: int) -> None:
        self.found = Explored(net)
        self._left = left
        self._queue = [(0, 0, net.initial)]
        self._cost = {net.initial: 0}
        self._seen_places, self._seen_runs = 0, set[int]()

    def run(self, wanted: Callable[[int], bool] | None) -> None:
        """Look at all markings, or up to the first that is wanted; raise Exhausted where the budget is spent."""
        steps = Steps(self.found.net)
        while self._queue:
            so_far, _, marking = heapq.heappop(self._queue)
            if so_far > self._cost[marking]:
                continue
            self._cost[marking] = -1
            self.found.order.append(marking)
            self._seen_places |= marking
            going_on = self._follow(steps, marking, so_far)
            if not marking & steps.holding:
                self.found.final.append(marking)
            elif not going_on and not any(place in self.found.net.passed for place in marked(marking)):
                self.found.stuck.append(marking)
            if wanted is not None and wanted(marking):
                self.stopped()
                return
        self._cover()

    def stopped(self) -> None:
        """Say that markings are left that were not looked at."""
        self.found.ahead = max(1, len(self._cost) - len(self.found.order))
        self._cover()

    def _cover(self) -> None:
        for place in marked(self._seen_places):
            self.found.net.passed.get(place, Run()).add_to(self.found.fired, self._seen_runs)

    def _follow(self, steps: "Steps", marking: int, so_far: int) -> bool:
        """Take each step that a marking allows; return whether there is any."""
        found, going_on = self.found, False
        units = _STEP + len(found.net.places) // _PLACES_A_UNIT
        for step, after, full in steps.following(marking):
            going_on = True
            self._left -= 1
            found.net.budget.spend(units)
            if self._left < 0:
                raise Exhausted
            if full is not None:
                found.overflow = found.overflow or Overflow(marking, step, after, full)
                continue
            if id(step.covers) not in self._seen_runs:
                step.covers.add_to(found.fired, self._seen_runs)
            found.before[after].append(marking)
            length = so_far + step.trace.length
            if after not in self._cost or self._cost[after] > length:
                self._cost[after] = length
                found.reached_from[after] = (marking, step)
                heapq.heappush(self._queue, (length, len(found.reached_from), after))
        return going_on


def _below(earlier: int, later: int) -> bool:
    """Return true if a marking has no token that the other has not."""
    return all(tokens(earlier, place) <= tokens(later, place) for place in marked(earlier))


class Steps:
    """The steps that a marking allows, and the markings they lead to."""

    def __init__(self, net: Net) -> None:
        self._places = net.places
        self._by_place: dict[int, list[tuple[Transition, int]]] = defaultdict(list)
        """The steps to look at, by place: a join with the mask of all its ways in, another with the tokens it takes."""
        for step in net.transitions:
            read = mask(step.ins) if step.join else sum(map(one, step.ins))
            for place in step.ins if step.join else step.ins[:1]:
                self._by_place[place].append((step, read))
        self.holding = mask(number for number, place in enumerate(net.places) if not place.end and not place.idle)
        self._ways = _Ways(net)
        self._budget = net.budget
        self._unit = 1 + len(net.places) // _PLACES_OF_A_MASK

    def following(self, marking: int) -> Iterator[tuple[Transition, int, int | None]]:
        """Yield each step with the marking after it, and a place that would then hold more tokens than it can."""
        for place in marked(marking):
            self._budget.spend(self._unit)
            for step, read in self._by_place.get(place, ()):
                if marking & step.empty:
                    continue
                if step.join:
                    taken = list(marked(marking & read)) if place == next(marked(marking & read)) else []
                    if taken and not self._more_to_come(step, marking & ~read, taken):
                        yield step, *self._after(marking - sum(map(one, taken)), step, len(taken))
                elif len(step.ins) == 1 or all(marking >> 2 * each & FULL for each in step.ins):
                    yield step, *self._after(marking - read, step, len(step.ins))

    def _more_to_come(self, step: Transition, marking: int, taken: list[int]) -> bool:
        """Return true if a token can still reach an empty incoming flow, and no flow with a token (BPMN 2.0.2, 13.4.3).

        The marking is that of all other places.
        """
        to_empty = to_taken = 0
        self._budget.spend(len(step.ins) * self._unit)
        holding = set(taken)
        leading = self._ways.to(step.ins)
        for place in step.ins:
            if place in holding:
                to_taken |= leading[place]
            else:
                to_empty |= leading[place]
        return bool(marking & to_empty & ~to_taken)

    def _after(self, marking: int, step: Transition, taken: int) -> tuple[int, int | None]:
        """Return the marking after a step and a place that is too full, given what is left without what it takes."""
        self._budget.spend((taken + len(step.outs)) * self._unit)
        marking &= ~step.clears
        full: int | None = None
        for place in step.outs:
            lying, kind = marking >> 2 * place & FULL, self._places[place]
            if lying == FULL and not kind.idle:
                full = place
            elif lying < FULL - kind.end:
                marking += 1 << 2 * place
        return marking, full


class _Ways:
    """The places from which tokens can come to the ways into inclusive joins, found on demand."""

    def __init__(self, net: Net) -> None:
        self._net = net
        self._makers: dict[int, list[Transition]] = {}
        self._found: dict[tuple[int, ...], dict[int, int]] = {}

    def to(self, join: tuple[int, ...]) -> dict[int, int]:
        """Return, by way into a join, the places from which a token can come there without going through the join."""
        if join not in self._found:
            self._found[join] = {way: self._reaching(join, way) for way in join}
        return self._found[join]

    def _reaching(self, join: tuple[int, ...], way: int) -> int:
        if not self._makers:
            self._index()
        seen, waiting = {way}, [way]
        while waiting:
            for step in self._makers.get(waiting.pop(), ()):
                self._net.budget.spend(1)
                for place in step.ins if step.ins != join else ():  # a join can have several steps
                    if place not in seen and not step.beside & one(place):
                        seen.add(place)
                        waiting.append(place)
        self._net.budget.spend(len(seen) * (1 + len(self._net.places) // _PLACES_OF_A_MASK))
        return mask(seen)

    def _index(self) -> None:
        for step in self._net.transitions:
            for place in step.outs:
                self._makers.setdefault(place, []).append(step)

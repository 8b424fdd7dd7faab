"""Define a Petri net with what BPMN needs beyond it: resets for interruption, scopes that end, inclusive joins.

A marking is one integer with two bits for each place, so that states are compared and hashed as numbers. A place holds
three tokens at most; an exploration reports when it exceeds that bound.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from pipeline.ir.tokens.budget import Budget

_PLACE: Final = 6
_STEP: Final = 24
"""Units of work that it takes to add one, all that is read for it included."""
_BITS_A_UNIT: Final = 2_000
"""Places of a mask that is made in one unit."""

FULL: Final = 3
"""Tokens beyond which a place is not followed."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place that holds tokens. `element` is what they wait for."""

    element: str
    counted: bool = True
    """True if two tokens here at once make the process unsafe."""
    end: bool = False
    """True if it only counts how often an end event was reached."""
    idle: bool = False
    """A mark of what may still happen, or a message under way: it holds nothing back either."""
    message: bool = False
    """True if the place holds a message, which a step takes but does not move on."""


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """Elements that run one after the other. Runs of any length are joined at constant cost."""

    own: tuple[str, ...] = ()
    parts: tuple["Run", ...] = ()
    length: int = 0

    @classmethod
    def of(cls, *elements: str) -> "Run":
        """Return the run of these elements."""
        return cls(elements, (), len(elements))

    def then(self, other: "Run") -> "Run":
        """Return this run with the other after it."""
        if not other.length:
            return self
        return Run((), (self, other), self.length + other.length) if self.length else other

    def __iter__(self) -> Iterator[str]:
        """Yield the elements in order."""
        open_ = [self]
        while open_:
            run = open_.pop()
            yield from run.own
            open_.extend(reversed(run.parts))

    def add_to(self, elements: set[str], seen: set[int]) -> None:
        """Add all elements to a set; `seen` holds the parts of runs that were added before."""
        open_ = [self]
        while open_:
            run = open_.pop()
            if id(run) not in seen:
                seen.add(id(run))
                elements.update(run.own)
                open_.extend(run.parts)


@dataclass(frozen=True, slots=True)
class Transition:
    """A step: takes one token from each of `ins`, then empties `clears`, then puts one on each of `outs`."""

    ins: tuple[int, ...]
    outs: tuple[int, ...]
    trace: Run
    """Elements that run in this step, in order."""
    covers: Run
    """All elements that are known to be able to run where this step can."""
    clears: int = 0
    """Mask of the places that are emptied."""
    empty: int = 0
    """Mask of the places that must be empty."""
    join: bool = False
    """An inclusive join: takes a token from each of `ins` that has one, when no more can come to the others."""
    beside: int = 0
    """Mask of those of `ins` whose token does not move on to `outs`: of a host that runs on, or a message."""

    @property
    def plain(self) -> bool:
        """Return true if the step only takes and puts tokens."""
        return not (self.clears or self.empty or self.join)


@dataclass(slots=True)
class Net:
    """Places by number, transitions, and the marking it begins with."""

    places: list[Place] = field(default_factory=list)
    transitions: list[Transition] = field(default_factory=list)
    initial: int = 0
    budget: Budget = field(default_factory=lambda: Budget(sys.maxsize))
    """Work that may be done with it."""
    passed: dict[int, Run] = field(default_factory=dict)
    """Elements that can run as soon as a token lies there: what led from the place back to it."""

    def place(
        self, element: str, *, counted: bool = True, end: bool = False, idle: bool = False, message: bool = False
    ) -> int:
        """Add a place and return its number."""
        self.budget.spend(_PLACE)
        self.places.append(Place(element, counted, end, idle, message))
        return len(self.places) - 1

    def step(
        self, ins: Iterable[int], outs: Iterable[int], *trace: str, clears: int = 0, empty: int = 0, join: bool = False
    ) -> None:
        """Add a transition."""
        run, taken, put = Run.of(*trace), tuple(ins), tuple(outs)
        self.budget.spend(_STEP + len(taken) + len(put) + len(self.places) // _BITS_A_UNIT)
        beside = mask(place for place in taken if place in put or self.places[place].message)
        self.transitions.append(Transition(taken, put, run, run, clears, empty, join, beside))

    def having(self, transitions: Iterable[Transition], passed: Mapping[int, Run]) -> "Net":
        """Return a net of the same places with other transitions."""
        return replace(self, transitions=list(transitions), passed=dict(passed))


def one(place: int) -> int:
    """Return the marking with one token on a place."""
    return 1 << 2 * place


def mask(places: Iterable[int]) -> int:
    """Return all bits of these places."""
    bits = 0
    for place in places:
        bits |= FULL << 2 * place
    return bits


def tokens(marking: int, place: int) -> int:
    """Return the number of tokens on a place."""
    return marking >> 2 * place & FULL


def marked(marking: int) -> Iterator[int]:
    """Yield the places that hold a token."""
    while marking:
        place = (marking & -marking).bit_length() - 1 >> 1
        yield place
        marking &= ~(FULL << 2 * place)

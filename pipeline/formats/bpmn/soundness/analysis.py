"""Analyse processes that run together: lay out their tokens, reduce the net, and visit its states."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from pipeline.formats.bpmn.soundness.deadness import Deadness
from pipeline.formats.bpmn.soundness.obstacles import Obstacle, too_large
from pipeline.formats.bpmn.soundness.violation import Property, Violation
from pipeline.formats.bpmn.soundness.waiting import waiting
from pipeline.ir.graph import reachable
from pipeline.ir.naming import listed, named
from pipeline.ir.tokens.behaviour import Behaviour
from pipeline.ir.tokens.budget import Budget, Exhausted
from pipeline.ir.tokens.exploration import Explored, explored
from pipeline.ir.tokens.layout import Layout, laid_out
from pipeline.ir.tokens.net import FULL, Place, marked, tokens
from pipeline.ir.tokens.reduction import reduced
from pipeline.ir.workflow import FlowElement, WorkflowModel

STEPS: Final = 50_000
"""The most steps that are explored: for each process, and for processes together that exchange messages."""


class Analysis:
    """The violations found in processes that run together, as far as the budget goes."""

    def __init__(
        self,
        model: WorkflowModel,
        processes: Sequence[FlowElement],
        steps: int,
        budget: Budget,
        *,
        apart: bool = False,
    ) -> None:
        self._model, self._steps = model, steps
        self.layout: Layout | None = None
        self.obstacle: Obstacle | None = None
        """Reason why not all states were visited."""
        try:
            layout = laid_out(model, processes, budget, apart=apart)
            Behaviour(layout).write()
            self.found = explored(reduced(layout.net), steps)
        except Exhausted:
            self.obstacle = too_large(model, processes)
            return
        self.layout = layout
        if not self.found.complete:
            self.obstacle = _incomplete(model, layout, self.found)

    def deadlock(self, wanted: Callable[[int], bool] = lambda _: True) -> Violation | None:
        """Return the nearest deadlock of those that are wanted."""
        return self._nearest("deadlock", lambda found: filter(wanted, found.stuck), None)

    def unsafe(self) -> Violation | None:
        """Return the nearest state in which a place holds two tokens."""
        return self._of_places("safeness", lambda place: place.counted)

    def ends_twice(self) -> Violation | None:
        """Return the nearest state in which an end event was reached twice."""
        return self._of_places("proper-completion", lambda place: place.end)

    def endless(self) -> Violation | None:
        """Return a state that always goes on and never ends, with the way there and once around."""
        if self.layout is None or not self.found.complete or not any(True for _ in _endless(self.found)):
            return None
        whole = explored(self.layout.net, self._steps)
        shown = whole if whole.complete else self.found
        marking = [*_endless(shown)][-1]
        about = [self._model.by_id[each] for each in self._places(self.layout, marking, "deadlock")]
        element = min(about, key=lambda element: element.line)
        return Violation("option-to-complete", element, trace=shown.trace(marking))

    def dead(self, deadlocks: Sequence[Violation]) -> Iterator[Violation]:
        """Yield what never runs, given the deadlocks that are known."""
        if self.layout is not None and self.found.complete:
            yield from Deadness(self.layout, self.found.fired, deadlocks).violations()

    def _of_places(self, broken: Property, about: Callable[[Place], bool]) -> Violation | None:
        """Return the nearest state in which one of some places holds two tokens."""
        places = self.layout.net.places if self.layout else ()
        two = sum(2 << 2 * number for number, place in enumerate(places) if about(place))
        return self._nearest(
            broken,
            lambda found: (marking for marking in found.order if marking & two),
            lambda marking: bool(marking & two),
        )

    def _nearest(
        self,
        broken: Property,
        wrong: Callable[[Explored], Iterable[int]],
        stop: Callable[[int], bool] | None,
    ) -> Violation | None:
        """Return the nearest of the wrong states, with the shortest way to it in the net before reduction.

        If the budget does not suffice for that, it is the way in the reduced net.
        """
        marking = next(iter(wrong(self.found)), None) if self.layout else None
        if self.layout is None or marking is None:
            return None
        whole = explored(self.layout.net, self._steps, stop)
        first = next(iter(wrong(whole)), None)
        shown, marking = (self.found, marking) if first is None else (whole, first)
        about = self._places(self.layout, marking, broken)
        element = min((self._model.by_id[each] for each in about), key=lambda element: element.line)
        if broken != "deadlock":
            return Violation(broken, element, trace=shown.trace(marking))
        why = waiting(self.layout, marking, element)
        return Violation(broken, element, why.reason, why.advice, shown.trace(marking), frozenset(about))

    def _places(self, layout: Layout, marking: int, broken: Property) -> list[str]:
        """Return the elements that the state is about: what waits, or what holds or counts two tokens."""
        places = layout.net.places
        about = [
            place
            for place in marked(marking)
            if (broken == "deadlock" and not places[place].end and not places[place].idle)
            or (broken == "safeness" and places[place].counted and tokens(marking, place) > 1)
            or (broken == "proper-completion" and places[place].end and tokens(marking, place) > FULL - 2)
        ]
        if broken == "deadlock":
            about = [place for place in about if places[place].element not in layout.scopes] or about
        return [places[place].element for place in about]


def _endless(found: Explored) -> Iterator[int]:
    """Yield the states from which neither an end nor a deadlock can be reached."""
    ending = reachable([*found.final, *found.stuck], found.before)
    return (marking for marking in found.order if marking not in ending)


def _incomplete(model: WorkflowModel, layout: Layout, found: Explored) -> Obstacle:
    """Return why not all states were looked at: they are too many, or tokens gather somewhere."""
    if found.overflow is None:
        return Obstacle(
            f"there are too many states: {len(found.order):,} were looked at, and at least {found.ahead:,} more are "
            "possible",
            "Join parallel paths earlier, or move parts into called processes.",
        )
    where = named(model.by_id[layout.net.places[found.overflow.place].element])
    around = dict.fromkeys(element for element in found.round() if element in model.by_id)
    if not around:
        return Obstacle(
            f"more than {FULL} tokens can be at {where} at once, and no more are followed",
            "Join the parallel paths that lead there with a parallel gateway.",
        )
    loop = [named(model.by_id[element]) for element in around]
    beside = [
        each for each in around if model.by_id[each].kind == "boundaryEvent" and not model.by_id[each].interrupting
    ]
    cause = f", because {named(model.by_id[beside[0]])} does not interrupt its activity" if beside else ""
    return Obstacle(
        f"tokens gather at {where} without bound: each round through {listed(loop)} leaves one more there{cause}",
        "Let the paths of a round join before it leads back.",
    )

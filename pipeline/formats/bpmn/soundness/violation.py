"""Define what a process is found to do wrong, or why that is not known."""

from dataclasses import dataclass
from typing import Literal

from pipeline.ir.workflow import FlowElement

Property = Literal["deadlock", "option-to-complete", "proper-completion", "dead-activity", "safeness", "undecided"]


@dataclass(frozen=True, slots=True)
class Violation:
    """A violation of soundness, or the reason why the result is unknown."""

    broken: Property
    element: FlowElement
    reason: str = ""
    advice: str = ""
    trace: tuple[str, ...] = ()
    waiting: frozenset[str] = frozenset()
    """All elements that wait in the state of a deadlock."""

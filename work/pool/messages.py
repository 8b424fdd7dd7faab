"""Define what a worker and its master say to each other."""

import pickle
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple


class Outcome(Enum):
    """Outcomes of a piece of work."""

    DONE = "done"
    RAISED = "raised"
    MEMORY = "memory"


class Noted(NamedTuple):
    """A span of a worker: name, and nanoseconds since the epoch."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A piece of work."""

    task: Callable[..., Any]
    given: tuple[Any, ...]
    cpu_seconds: float


@dataclass(frozen=True, slots=True)
class Answer:
    """The end of a piece of work: its result, or the exception that it raised."""

    outcome: Outcome
    result: Any = None
    spans: Sequence[Noted] = ()
    memory: int = 0


def packed(message: Asked | Answer) -> bytes:
    """Return the bytes of a message."""
    return pickle.dumps(message, pickle.HIGHEST_PROTOCOL)

"""Define how much each piece of work may take."""

import os
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one piece of work, and how long a process lives."""

    seconds: float = 50.0
    cpu_seconds: float = 50.0
    memory_bytes: int = 2 * 1024**3
    tasks: int = 1000
    """Pieces of work after which a process is replaced by a fresh one."""
    kept_bytes: int = 512 * 1024**2
    """Memory over which a process that has finished is replaced, since Python gives little of it back."""


def processes() -> int:
    """Return how many processes one tenant keeps busy by default: a core is left to the service and its database."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, cores - 1)

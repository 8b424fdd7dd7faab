"""Define the limits of each piece of work."""

import os
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one piece of work, and of the life of a process."""

    seconds: float = 50.0
    cpu_seconds: float = 50.0
    memory_bytes: int = 2 * 1024**3
    tasks: int = 1000
    """Pieces of work after which a process is replaced by a fresh one."""
    kept_bytes: int = 512 * 1024**2
    """Memory above which an idle process is replaced, since Python returns little of it to the system."""


def processes() -> int:
    """Return the default number of processes per tenant; it leaves one core to the service and its database."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, cores - 1)

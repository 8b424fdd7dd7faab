"""Offer the methods of activities.py to Temporal under the names that workflows know them by.

This file is the same for every process. A method that is missing fails the workflow that asks for it.
"""

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from temporalio import activity

Variables = dict[str, Any]
Method = Callable[[Variables], Awaitable[Any]]
LOG = logging.getLogger("worker")


@dataclass(frozen=True)
class Compared:
    """How a class differs from what the processes ask."""

    missing: tuple[str, ...]
    """Methods that it does not have."""
    unused: tuple[str, ...]
    """Public methods that no process asks for."""


def compared(implementation: object, names: Mapping[str, str]) -> Compared:
    """Compare an object with the methods that are asked, given with the ids of their elements."""
    own = [name for name, value in vars(type(implementation)).items() if callable(value) and not name.startswith("_")]
    return Compared(
        missing=tuple(name for name in names if not callable(getattr(implementation, name, None))),
        unused=tuple(name for name in own if name not in names),
    )


def served(implementation: object, names: Mapping[str, str]) -> list[Callable[..., Any]]:
    """Return the activities of a worker, and log what is missing and what is unused."""
    found = compared(implementation, names)
    for name in found.missing:
        LOG.warning("activities.py lacks %s: whatever asks for %s fails", name, names[name])
    for name in found.unused:
        LOG.info("activities.py has %s, which no process asks for", name)
    return [
        _served(called, getattr(implementation, name, None) or _unwritten(called)) for name, called in names.items()
    ]


def _served(called: str, method: Method) -> Callable[..., Any]:
    @activity.defn(name=called)
    async def run(variables: Variables) -> Any:
        return await method(variables)

    return run


def _unwritten(called: str) -> Method:
    async def fail(_: Variables) -> Any:
        raise NotImplementedError(f"not written yet: {called}")

    return fail

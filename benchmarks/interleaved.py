"""Time several ways of doing the same in turn, over and over, so that a disturbance affects all."""

import statistics
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

Way = Callable[[], Awaitable[Any]]
Times = Mapping[str, Sequence[float]]
"""Seconds of each way, turn by turn."""


async def interleaved(
    ways: Mapping[str, Way], *, seconds: float, most: int = 60, least: int = 5, warm: int = 2
) -> Times:
    """Take turns until the time is up, but not fewer or more turns than said; the first ones do not count."""
    times: dict[str, list[float]] = {name: [] for name in ways}
    for way in (way for way in ways.values() for _ in range(warm)):
        await way()
    until = time.perf_counter() + seconds
    for turn in range(most):
        if turn >= least and time.perf_counter() > until:
            break
        for name, way in ways.items():
            begun = time.perf_counter()
            await way()
            times[name].append(time.perf_counter() - begun)
    return times


def median_ms(times: Times, name: str) -> float:
    return statistics.median(times[name]) * 1000


def ratio(times: Times, ours: str, theirs: str) -> float:
    """Return the median, over the turns, of our time divided by theirs."""
    return statistics.median(one / other for one, other in zip(times[ours], times[theirs], strict=True))

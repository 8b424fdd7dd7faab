"""Record the spans of a worker. Its master sends them to the collector as parts of the request's trace."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from opentelemetry import trace

from work.pool.messages import Noted


class Noting(trace.TracerProvider, trace.Tracer):
    """A tracer that keeps names and times, and tells the name of each span as it begins."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._noted: list[Noted] = []

    def get_tracer(self, *_: Any, **__: Any) -> trace.Tracer:
        """Return itself."""
        return self

    def start_span(self, *_: Any, **__: Any) -> trace.Span:
        """Return a span that is not recorded; the pipeline opens all of its spans for a block."""
        return trace.INVALID_SPAN

    @contextmanager
    def _block(self, name: str) -> Iterator[trace.Span]:
        self._tell(name)
        start = time.time_ns()
        try:
            yield trace.INVALID_SPAN
        finally:
            self._noted.append(Noted(name, start, time.time_ns()))

    def start_as_current_span(self, name: str, *_: Any, **__: Any) -> Any:
        """Record the time that a block takes."""
        return self._block(name)

    def noted(self) -> tuple[Noted, ...]:
        """Return the spans since the last `clear`."""
        return tuple(self._noted)

    def clear(self) -> None:
        """Forget the spans so far."""
        self._noted.clear()

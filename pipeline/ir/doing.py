"""Tell what a process is doing, for whoever watches it from outside and may have to end it."""

from collections.abc import Callable

Tell = Callable[[str], None]


class _Watched:
    tell: Tell | None = None


def doing(what: str) -> None:
    """Say what is done from now on: `the rule dead-activity`. Costs nothing where nobody watches."""
    if _Watched.tell is not None:
        _Watched.tell(what)


def watch(tell: Tell | None) -> None:
    """Report the stages of this process to a function from now on; with None, no longer."""
    _Watched.tell = tell

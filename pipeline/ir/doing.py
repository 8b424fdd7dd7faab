"""Report the present stage of this process to its master, which may have to end it."""

from collections.abc import Callable

Tell = Callable[[str], None]


class _Watched:
    tell: Tell | None = None


def doing(what: str) -> None:
    """Report a stage that begins now, such as `the rule dead-activity`. Does nothing without a watcher."""
    if _Watched.tell is not None:
        _Watched.tell(what)


def watch(tell: Tell | None) -> None:
    """Report the stages of this process to a function from now on; with None, no longer."""
    _Watched.tell = tell

"""Define the outcomes of retiring, erasing and pruning."""

from pipeline.ir.document import Problem
from pipeline.ir.frozen import Frozen


class Retired(Frozen):
    """A model that has ended, or why it has not."""

    model: str | None = None
    problems: tuple[Problem, ...] = ()


class Erased(Frozen):
    """The result of an erasure, or why nothing was erased."""

    tombstone: str | None = None
    """uid of what is left."""
    counts: dict[str, int] = {}
    """Numbers by label."""
    problems: tuple[Problem, ...] = ()


class OldBuild(Frozen):
    """A build that a newer one of its model and target has replaced."""

    uid: str
    model: str
    target: str
    recorded_at: str


class Pruned(Frozen):
    """The builds that were dropped, or would be."""

    builds: tuple[OldBuild, ...] = ()
    """Newest first."""
    kept: int = 0
    counts: dict[str, int] = {}
    """Numbers by label."""
    tombstone: str | None = None
    """Uid of the tombstone; None if nothing was removed."""
    problems: tuple[Problem, ...] = ()

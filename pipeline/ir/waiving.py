"""Define the outcome of accepting a finding."""

from pipeline.ir.document import Problem
from pipeline.ir.finding import Waiver
from pipeline.ir.frozen import Frozen


class Standing(Frozen):
    """A waiver of the graph that holds."""

    uid: str
    waiver: Waiver


class Waived(Frozen):
    """A waiver that was made or withdrawn, or why there is none."""

    waiver: str | None = None
    """Uid of the waiver."""
    problems: tuple[Problem, ...] = ()

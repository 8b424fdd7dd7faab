"""Define a finding of a rule over several models."""

from dataclasses import dataclass

from pipeline.ir.finding import Rule


@dataclass(frozen=True, slots=True)
class Conflict:
    """One result of one tenant rule, with everything named by uid."""

    rule: Rule
    anchor: str
    """What models meet in there."""
    element: str
    version: str
    line: int | None
    message: str
    about: str = ""
    """Tells apart several of one element and anchor."""
    trace: tuple[str, ...] = ()

"""Define a finding of a rule over several models."""

from dataclasses import dataclass

from pipeline.ir.finding import Rule


@dataclass(frozen=True, slots=True)
class Conflict:
    """One result of one tenant rule, with everything named by uid."""

    rule: Rule
    anchor: str
    """Uid of the anchor that the models share."""
    element: str
    version: str
    line: int | None
    message: str
    about: str = ""
    """Distinguishes several conflicts of one element and anchor."""
    trace: tuple[str, ...] = ()

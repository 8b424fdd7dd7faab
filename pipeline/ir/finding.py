"""What a rule found."""

from enum import StrEnum

from pipeline.ir.frozen import Frozen


class Severity(StrEnum):
    """How bad it is. Only an error stops generation."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Rule(Frozen):
    """A rule as people read it."""

    id: str
    severity: Severity
    title: str
    help: str
    """What it asks for, why, and what to do; the rule module's docstring."""
    version: int = 1


class Finding(Frozen):
    """One result of one rule."""

    rule: str
    severity: Severity
    message: str
    """What is wrong and what to do about it."""
    element: str | None = None
    """Element id in the model; None when it is about the document as a whole."""
    line: int | None = None
    discriminator: str = ""
    """Tells apart several findings of one rule on one element."""

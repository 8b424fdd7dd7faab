"""Define rules and their findings."""

from datetime import date
from enum import StrEnum

from pipeline.ir.frozen import Frozen


class Severity(StrEnum):
    """The severity of a finding. Only an error stops generation."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Rule(Frozen):
    """The public description of a rule."""

    id: str
    group: str = "modelling"
    """What it measures by: good modelling; or as the folder says that it stands in, such as `specification`, `engine`,
    `soundness`, `tenant`."""
    format: str | None = None
    """The format of the models that it is applied to; None for every format."""
    severity: Severity
    title: str
    help: str
    """What it asks for, why, and what to do; the rule module's docstring."""
    version: int = 1
    aliases: tuple[str, ...] = ()
    """What others call it: `bpmnlint/no-implicit-end`, `BPMNspector/EXT.110`."""
    source: str = ""
    """Where the standard, or the engine's manual, says so: `BPMN 2.0.2, 10.5.4`."""
    on: bool = True
    """Whether it is applied where no configuration says anything."""
    target: str | None = None
    """Of an engine's rule: the engine, such as `camunda-8`. It is applied where that engine is what is meant."""


class Waiver(Frozen):
    """A decision to accept what a rule finds."""

    rule: str
    element: str | None = None
    """Its id as the document states it; None for all that the rule finds."""
    reason: str
    by: str
    """Who accepts it."""
    until: date | None = None
    """The last day on which it holds."""


class Finding(Frozen):
    """One result of one rule."""

    rule: str
    severity: Severity
    message: str
    """What is wrong and what to do about it."""
    element: str | None = None
    """Element id in the model; None when it is about the document as a whole."""
    line: int | None = None
    trace: tuple[str, ...] = ()
    """Element ids in the order in which something happens that should not: a counter-example."""
    discriminator: str = ""
    """Tells apart several findings of one rule on one element."""
    waiver: Waiver | None = None
    """Why it is accepted; then it stops nothing."""

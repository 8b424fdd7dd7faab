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
    """Group of the rule: `modelling`, or the name of its folder, such as `specification`, `engine`, `soundness`,
    `tenant`."""
    format: str | None = None
    """The format of the models that it is applied to; None for every format."""
    severity: Severity
    title: str
    help: str
    """Help: the fault, the reason, and the remedy; the docstring of the rule's module."""
    version: int = 1
    aliases: tuple[str, ...] = ()
    """Names in other tools: `bpmnlint/no-implicit-end`, `BPMNspector/EXT.110`."""
    source: str = ""
    """Place in the standard or in the engine's manual: `BPMN 2.0.2, 10.5.4`."""
    on: bool = True
    """True if the rule applies without a configuration."""
    target: str | None = None
    """Engine of the rule, such as `camunda-8`; the rule applies if a configuration names the engine."""
    targets: tuple[str, ...] = ()
    """Engines of a rule about several; the rule applies for each of them that a configuration names."""


class Waiver(Frozen):
    """A decision to accept what a rule finds."""

    rule: str
    element: str | None = None
    """Id of the element as the document states it; None for all findings of the rule."""
    reason: str
    by: str
    """Person who accepts the finding."""
    until: date | None = None
    """The last day on which it holds."""


class Finding(Frozen):
    """One result of one rule."""

    rule: str
    severity: Severity
    message: str
    """Fault and remedy."""
    element: str | None = None
    """Element id in the model; None when it is about the document as a whole."""
    line: int | None = None
    trace: tuple[str, ...] = ()
    """Element ids in the order in which something happens that should not: a counter-example."""
    discriminator: str = ""
    """Distinguishes several findings of one rule on one element."""
    waiver: Waiver | None = None
    """Waiver that accepts the finding; an accepted finding stops nothing."""

"""Define the outcomes of operations: values, never exceptions, for everything that a document can do wrong."""

from pipeline.ir.document import Document, Problem
from pipeline.ir.finding import Finding, Severity
from pipeline.ir.frozen import Frozen
from pipeline.ir.generated import Generated
from pipeline.ir.model import Model


class Checked(Frozen):
    """A document, parsed and validated."""

    document: Document
    model: Model | None = None
    findings: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()
    """Problems that prevented a model."""

    @property
    def errors(self) -> tuple[Finding, ...]:
        """Return the findings that stop generation."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR and not finding.waiver)


class Built(Frozen):
    """Files for a target, or why there are none."""

    generated: Generated | None = None
    problems: tuple[Problem, ...] = ()


class Imported(Frozen):
    """A version in the graph, or why there is none."""

    version: str | None = None
    """uid of the version that now holds the document."""
    unchanged: bool = False
    """The current version already held these bytes; nothing was written."""
    findings: tuple[str, ...] = ()
    """uids of the version's findings."""
    opened: tuple[str, ...] = ()
    """uids of findings about models together that came with it, in whichever model."""
    closed: tuple[str, ...] = ()
    """uids of those that went."""
    problems: tuple[Problem, ...] = ()


class Made(Frozen):
    """A build in the graph, or why there is none."""

    build: str | None = None
    reused: bool = False
    """An earlier build had equal input; nothing was generated or written."""
    problems: tuple[Problem, ...] = ()

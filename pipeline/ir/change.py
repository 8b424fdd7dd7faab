"""Define the effects of a new state of a document, before it is imported."""

from pipeline.ir.difference import Difference
from pipeline.ir.finding import Finding
from pipeline.ir.frozen import Frozen
from pipeline.ir.outcome import Checked


class Foretold(Frozen):
    """A finding about models together that an import would open or close."""

    model: str
    finding: Finding


class Rehearsed(Frozen):
    """The effect of an undone import on the findings about models together."""

    opening: tuple[Foretold, ...] = ()
    closing: tuple[Foretold, ...] = ()


class Compared(Frozen):
    """The differences between two documents, and those that others could notice."""

    difference: Difference
    touched: tuple[str, ...]
    """Ids of elements of the document before: what refers to one of them, or was made of it, meets the difference."""
    answered: tuple[str, ...]
    """uids of anchors that the document after would answer to, and that before does not; or that it no longer would,
    since its namespace is another."""
    appearing: tuple[Finding, ...]
    """Found after, and not before."""
    vanishing: tuple[Finding, ...]
    """Found before, and not after."""


class Drafts(Frozen):
    """Two documents, checked; and compared where both can be read."""

    before: Checked
    after: Checked
    compared: Compared | None = None

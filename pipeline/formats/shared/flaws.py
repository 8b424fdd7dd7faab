"""Define what a schema does not allow in a document, as a parser notes it for the rules of the group `schema`."""

from pipeline.ir.frozen import Frozen


class Flaw(Frozen):
    """A part of a document that its schema does not allow."""

    rule: str
    """Id of the rule of the group `schema` that reports it."""
    message: str
    element: str | None
    """Id of the element of the model that it stands in."""
    line: int
    about: str
    """Distinguishes flaws of one element independently of their lines."""

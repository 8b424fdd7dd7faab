"""Define relationships that follow from those that a model states, and questions for them."""

from enum import StrEnum

from pipeline.ir.frozen import Frozen


class Certainty(StrEnum):
    """The certainty with which a relationship follows."""

    VALID = "valid"
    """The relationship holds wherever those of its chain hold."""
    POTENTIAL = "potential"
    """The relationship may hold; a person must decide."""


class Derived(Frozen):
    """A relationship that no document states, and the reason why it follows."""

    kind: str
    source: str
    """Id of the element that it leaves."""
    target: str
    certainty: Certainty
    chain: tuple[str, ...]
    """Ids of the stated relationships that it follows from, in order from its source to its target."""
    rules: tuple[str, ...]
    """Rules in the order in which they are applied: the last one yields this relationship."""


class Asked(Frozen):
    """The derived relationships that are wanted."""

    certainty: Certainty = Certainty.VALID
    source: str | None = None
    """Id of an element that they leave, as the graph or the document states it; None for any."""
    target: str | None = None
    kinds: frozenset[str] = frozenset()
    """Kinds of relationship; none for all."""


class Derivation(Frozen):
    """Answer to a question for derived relationships."""

    derived: tuple[Derived, ...] = ()
    """Relationships with short chains first, then by their ends."""
    complete: bool = True
    """False if the work was ended early; relationships with longer chains are then missing."""
    unknown: str | None = None
    """An end that was asked for and that the model does not have."""

"""Define an edit of a document that leaves everything else in it as it is."""

from typing import Literal

from pipeline.ir.frozen import Frozen


class SetAttribute(Frozen):
    """Give an attribute of an element a value, or take the attribute away."""

    element: str
    """Its id in the model."""
    name: str
    value: str | None


class Remove(Frozen):
    """Take an element away, with all it holds, its drawings, and where other elements list it by its id.

    Flows and associations that it was an end of are elements of their own, to be removed likewise.
    """

    element: str


class Insert(Frozen):
    """Put XML beside an element, or inside it after all else."""

    element: str
    place: Literal["before", "after", "inside"]
    xml: str
    """Elements, each with its end, BPMN's namespace being the default one; other prefixes are declared."""


Edit = SetAttribute | Remove | Insert

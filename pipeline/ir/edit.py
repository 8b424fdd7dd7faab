"""Define an edit of a document that leaves everything else in it as it is."""

from typing import Literal

from pipeline.ir.frozen import Frozen


class SetAttribute(Frozen):
    """An edit that sets or removes an attribute of an element."""

    element: str
    """Id of the element in the model."""
    name: str
    value: str | None


class Remove(Frozen):
    """An edit that removes an element with its content, its drawings and its entries in lists of ids.

    Its flows and associations are elements of their own and need edits of their own.
    """

    element: str


class Insert(Frozen):
    """An edit that inserts XML beside an element, or at its end."""

    element: str
    place: Literal["before", "after", "inside"]
    xml: str
    """Elements, each with its end, BPMN's namespace being the default one; other prefixes are declared."""


Edit = SetAttribute | Remove | Insert

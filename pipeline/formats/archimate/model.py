"""Define an ArchiMate document as a model: architecture, and how its views are drawn."""

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from pipeline.formats.shared.flaws import Flaw
from pipeline.ir.architecture import ArchitectureElement, ArchitectureModel
from pipeline.ir.digest import canonical
from pipeline.ir.frozen import Frozen
from pipeline.ir.model import Element


class Drawing(Frozen):
    """The place and look of a node or connection in its view, in the terms of the exchange format."""

    bounds: tuple[int, int, int, int] | None = None
    """x, y, width, height; x and y count from the corner of the view."""
    points: tuple[tuple[int, int], ...] = ()
    """Bendpoints of a connection, from its source to its target."""
    ends: tuple[tuple[int, int] | None, tuple[int, int] | None] = (None, None)
    """Positions at which a connection touches its source and its target."""
    style: dict[str, str] = {}
    """`fillColor`, `lineColor`, `fontColor` as `#rrggbb` or `#rrggbb/opacity in percent`, `fontName`, `fontSize`,
    `fontStyle`, `lineWidth`; else as the editor calls it."""


class ArchimateElement(ArchitectureElement):
    """An element with what only its document knows of it."""

    drawing: Drawing | None = None
    files: tuple[str, ...] = ()
    """Further files of the model in the same archive, such as images."""

    PLACEMENT: ClassVar[frozenset[str]] = Element.PLACEMENT | {"drawing"}

    @property
    def verbatim(self) -> str:
        """Return the XML that is kept with the element, and its drawing as JSON."""
        drawn = self.drawing.model_dump(mode="json", exclude_defaults=True) if self.drawing else {}
        return self.folded + (canonical(drawn) if drawn else "")


class ArchimateModel(ArchitectureModel):
    """The content of an ArchiMate document."""

    elements: tuple[ArchimateElement, ...]

    if TYPE_CHECKING:  # the same as of any model, only that these elements have what a document adds

        @cached_property
        def by_id(self) -> Mapping[str, ArchimateElement]: ...

        @cached_property
        def children(self) -> Mapping[str, tuple[ArchimateElement, ...]]: ...

        def of_kind(self, *kinds: str) -> tuple[ArchimateElement, ...]: ...

    dialect: str = ""
    """`exchange-3`, `exchange-2.1` or `archi`."""
    flaws: tuple[Flaw, ...] = ()
    """Flaws in the order of the document."""

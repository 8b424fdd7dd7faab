"""View a model as a graph: the links of each element in both directions, with their roles."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import Any, NamedTuple

from pipeline.compare.content import Content
from pipeline.ir.comparison import PARENT, Comparison
from pipeline.ir.meeting import ENDS
from pipeline.ir.model import Element, Model


class Link(NamedTuple):
    """A tie to another element. `stated` tells whether this end is the one that states it."""

    role: str
    stated: bool
    other: str


class Structure:
    """One of the two models, with the lookups that matching needs often."""

    def __init__(self, model: Model, comparison: Comparison[Any]) -> None:
        self.model = model
        self.comparison = comparison
        self.content = Content(comparison)
        self.by_id = {element.id: element for element in model.elements}
        self.position = {element.id: position for position, element in enumerate(model.elements)}
        self._beside: dict[str, list[Link]] = {}
        self.links: dict[str, list[Link]] = {element.id: [] for element in model.elements}
        for element in model.elements:
            for role, other in sorted(set(self._stated(element))):
                if other in self.links:
                    self.links[element.id].append(Link(role, True, other))
                    self.links[other].append(Link(role, False, element.id))

    def connects(self, id_: str) -> bool:
        """Return true for an element that is little more than its two ends."""
        return self.by_id[id_].kind in self.comparison.connectors

    def beside(self, id_: str) -> list[Link]:
        """Return the links except to the parent; flows and associations are replaced by their other ends."""
        if id_ not in self._beside:
            self._beside[id_] = list(self._looked_through(id_))
        return self._beside[id_]

    @cached_property
    def named(self) -> dict[str, Element]:
        """Return elements by their stated id, if it is unique."""
        found: dict[str, list[Element]] = defaultdict(list)
        for element in self.model.elements:
            if element.source_id is not None:
                found[element.source_id].append(element)
        return {source_id: elements[0] for source_id, elements in found.items() if len(elements) == 1}

    def _looked_through(self, id_: str) -> Iterator[Link]:
        connects = self.connects(id_)
        for link in self.links[id_]:
            if not connects and not link.stated and link.role in ENDS and self.connects(link.other):
                for end in self.links[link.other]:
                    if end.stated and end.role in ENDS and end.role != link.role:
                        yield Link(link.role, False, end.other)
            elif link.role != PARENT or not link.stated:
                yield link

    def _stated(self, element: Element) -> Iterator[tuple[str, str]]:
        ends = {PARENT: element.parent, "sourceRef": element.source, "targetRef": element.target}
        ends |= {role: getattr(element, name) for name, role in self.comparison.ties.items()}
        yield from ((role, other) for role, other in ends.items() if other is not None)
        yield from ((reference.role, reference.element) for reference in element.references if reference.element)

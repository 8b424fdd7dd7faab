"""Collect the relationships of a model that derivation begins with; those through a junction count as one."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from pipeline.formats.archimate.table import allowed
from pipeline.formats.archimate.web import leaving
from pipeline.ir.architecture import JUNCTIONS, ArchitectureElement, ArchitectureModel

_MOST_THROUGH: Final = 50_000
"""Largest number of steps through junctions: they multiply where many lead into one that leads to many."""


class Stated(NamedTuple):
    """A relationship between two concepts, none of them a junction."""

    kind: str
    source: str
    target: str
    chain: tuple[str, ...]
    """Ids of the relationships of the document: one, or those that lead through junctions."""
    sure: bool = True
    """False if an or-junction leaves open which of its ends are meant."""

    @property
    def key(self) -> tuple[str, str, str]:
        return self.source, self.kind, self.target


def stated(model: ArchitectureModel) -> tuple[list[Stated], bool]:
    """Return the relationships that the table allows, in document order, and whether these are all."""
    found: list[Stated] = []
    walk = _Walk(model)
    for each in model.relationships:
        source = model.by_id.get(each.source or "")
        if source is not None and source.kind not in JUNCTIONS:
            found.extend(walk.along(each, source))
    return found, walk.steps < _MOST_THROUGH


class _Walk:
    def __init__(self, model: ArchitectureModel) -> None:
        self._model = model
        self.steps = 0

    def along(self, first: ArchitectureElement, source: ArchitectureElement) -> Iterator[Stated]:
        """Follow a relationship to its target; from a junction, on to all targets by the same kind."""
        waiting: list[tuple[ArchitectureElement, tuple[str, ...], bool]] = [(first, (first.id,), True)]
        passed: set[tuple[str, bool]] = set()
        while waiting:
            leg, chain, sure = waiting.pop()
            target = self._model.by_id.get(leg.target or "")
            if target is None:
                continue
            if target.kind not in JUNCTIONS:
                may = allowed(source.kind, target.kind)
                if may is not None and first.kind in may and source.id != target.id:
                    yield Stated(first.kind, source.id, target.id, chain, sure)
                continue
            sure = sure and target.kind == "AndJunction"
            if (target.id, sure) in passed or self.steps >= _MOST_THROUGH:
                continue
            passed.add((target.id, sure))
            for following in reversed(leaving(self._model).get(target.id, ())):
                if following.kind == first.kind:
                    self.steps += 1
                    waiting.append((following, (*chain, following.id), sure))

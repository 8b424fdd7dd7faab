"""Tell what is past (graph/currency.py): a few constant texts, for the database takes long to plan them as one."""

from collections.abc import AsyncIterator, Collection, Iterable
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from graph.neo4j.blocks import blocks
from graph.neo4j.unit import Unit

_PLACES: Final = """
    UNWIND $uids AS uid
    MATCH (e:Entry {tenant: $tenant, uid: uid}) USING INDEX e:Entry(tenant, uid)
    WHERE e.model IS NOT NULL
    RETURN uid, e.model, e.series, e.number, e.recordedAt
"""
_HEADS: Final = """
    UNWIND $models AS model
    MATCH (h:Entry)
    WHERE h.tenant = $tenant AND h.heads STARTS WITH model + ' ' AND h.recordedAt <= $moment
    RETURN model, h.series, h.number, h.recordedAt
"""
_RETIRED: Final = """
    UNWIND $models AS model
    MATCH (m:Entry {tenant: $tenant, uid: model}) USING INDEX m:Entry(tenant, uid)
    WHERE m.until <= $moment
    RETURN model
"""


class _Place(NamedTuple):
    """The place of a vertex (`graph.matching.Place`), and the moment it was recorded."""

    uid: str
    model: str
    series: str
    number: int | None
    at: str


class _Head(NamedTuple):
    """A version, or a build for one target."""

    at: str
    number: int


@dataclass(slots=True)
class _Model:
    """The newest of its versions, and of its builds for each target."""

    retired: bool = False
    newest: int = 0
    builds: dict[str, _Head] = field(default_factory=dict)

    def add(self, series: str, head: _Head) -> None:
        if series:
            self.builds[series] = max(head, self.builds.get(series, head))
        else:
            self.newest = max(head.number, self.newest)

    def past(self, place: _Place) -> bool:
        """Return true for what is neither current nor in use."""
        if self.retired:
            return True
        if place.series:
            return place.series in self.builds and place.at < self.builds[place.series].at
        if place.number is None or place.number >= self.newest:
            return False
        return all(place.number != used.number for used in self.builds.values())


class Past:
    """The vertices that are past at a moment, except those of versions that a question begins in."""

    def __init__(self, unit: Unit, moment: str) -> None:
        self._unit, self._moment = unit, moment
        self._own: frozenset[tuple[str, int | None]] = frozenset()
        self._models: dict[str, _Model] = {}

    async def begin(self, starts: Iterable[str]) -> None:
        """Learn the versions that these belong to or, where they are parts of a build, that it was made from."""
        self._own = frozenset([(each.model, each.number) async for each in self._places(starts)])

    async def among(self, uids: Collection[str]) -> set[str]:
        """Return those that are past."""
        places = [each async for each in self._places(uids)]
        await self._learn({each.model for each in places})
        return {each.uid for each in places if self._models[each.model].past(each) and not self._begins_in(each)}

    def _begins_in(self, place: _Place) -> bool:
        """Return true for what belongs to a version that the question begins in, but for builds of it."""
        return not place.series and place.number is not None and (place.model, place.number) in self._own

    async def _places(self, uids: Iterable[str]) -> AsyncIterator[_Place]:
        for block in blocks(sorted(uids)):
            for place in await self._unit.ask(_PLACES, uids=block):
                yield _Place(*place)

    async def _learn(self, models: set[str]) -> None:
        for block in blocks(sorted(models - self._models.keys())):
            self._models.update((model, _Model()) for model in block)
            for model, series, number, at in await self._unit.ask(_HEADS, models=block, moment=self._moment):
                self._models[model].add(series, _Head(at, number or 0))
            for (model,) in await self._unit.ask(_RETIRED, models=block, moment=self._moment):
                self._models[model].retired = True

"""Answer from a tenant's graph in one unit of work."""

from collections.abc import Sequence
from typing import Any

from cypher import Query
from graph.content import Content
from graph.neo4j.among import edges_among
from graph.neo4j.answer import reach
from graph.neo4j.content import Neo4jContent
from graph.neo4j.dialect import bound
from graph.neo4j.erase import erase
from graph.neo4j.paths import paths
from graph.neo4j.search import search
from graph.neo4j.unit import Unit
from graph.neo4j.values import known_at, plain
from graph.neo4j.write import write
from graph.records import Batch, Written
from graph.store import Hits, Link, PathQuery, Paths, Reach, ReachQuery, Row, SearchQuery


class Neo4jStore:
    """A unit of work: reads as of one moment, or writes at one moment."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._content = Neo4jContent(unit)

    @property
    def tenant(self) -> str:
        return self._unit.place.tenant

    @property
    def now(self) -> str:
        return self._unit.now

    @property
    def content(self) -> Content:
        return self._content

    async def rows(self, query: Query, **params: Any) -> Sequence[Row]:
        """Run a named query. Raises TypeError where the parameters are not the query's."""
        if params.keys() != query.params:
            raise TypeError(f"{query.name} takes {sorted(query.params)}, not {sorted(params)}")
        found = await self._unit.ask(bound(query), **params)
        return [
            {name: known_at(plain(value), self.now) for name, value in zip(query.returns, row, strict=True)}
            for row in found
        ]

    async def write(self, batch: Batch) -> Written:
        """Write all of it, or nothing."""
        return await write(self._unit, batch)

    async def reach(self, query: ReachQuery) -> Reach:
        """Return everything that can be reached, breadth first."""
        return await reach(self._unit, query)

    async def paths(self, query: PathQuery) -> Paths:
        return await paths(self._unit, query)

    async def edges_among(
        self,
        uids: Sequence[str],
        *,
        as_of: str | None = None,
        first: int = 500,
        after: tuple[str, str, str] | None = None,
    ) -> tuple[int, Sequence[Link]]:
        return await edges_among(self._unit, uids, as_of=as_of, first=first, after=after)

    async def search(self, query: SearchQuery) -> Hits:
        """Return the vertices that a text matches, best first."""
        return await search(self._unit, query)

    async def erase(self, uids: Sequence[str]) -> Written:
        """Remove these vertices and all their edges for good."""
        return await erase(self._unit, uids)

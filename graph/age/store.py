"""Answer from a tenant's graph in one unit of work."""

import secrets
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

import orjson
from psycopg import AsyncConnection

from cypher import Query
from graph import errors
from graph.age.agtype import Agtype, plain
from graph.age.content import AgeContent
from graph.age.edges import edges_among
from graph.age.erase import erase
from graph.age.paths import paths
from graph.age.reach import reach
from graph.age.search import search
from graph.age.unit import Unit
from graph.age.write import write
from graph.content import Content
from graph.records import Batch, Written
from graph.store import Hits, Link, PathQuery, Paths, Reach, ReachQuery, Row, SearchQuery

_TAG: Final = f"$c{secrets.token_hex(8)}$"


class AgeStore:
    """A unit of work: reads one snapshot, or writes at one moment."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._content = AgeContent(unit)

    @property
    def tenant(self) -> str:
        return self._unit.place.tenant

    @property
    def now(self) -> str:
        return self._unit.now

    @property
    def connection(self) -> AsyncConnection[Any]:
        """Return the connection, for measurements of its statements."""
        return self._unit.connection

    @property
    def content(self) -> Content:
        return self._content

    async def rows(self, query: Query, **params: Any) -> Sequence[Row]:
        """Run a named query. Raises TypeError where the parameters are not the query's."""
        if params.keys() != query.params:
            raise TypeError(f"{query.name} takes {sorted(query.params)}, not {sorted(params)}")
        values = _json({**params, "tenant": self.tenant})
        async with self._unit.speaking() as connection:
            cursor = await connection.execute(_statement(query, self._unit.place.graph), [values], prepare=True)
            found = await cursor.fetchall()
        return [dict(zip(query.returns, map(plain, row), strict=True)) for row in found]

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


@lru_cache(maxsize=4096)
def _statement(query: Query, graph: str) -> str:
    """Wrap the query for AGE: constant text, so that its plan is kept; values only in the one parameter."""
    columns = ", ".join(f'"{name}" agtype' for name in query.returns)
    text = query.text.replace("%", "%%")
    return f"SELECT * FROM cypher('{graph}', {_TAG}{text}{_TAG}, %s) AS ({columns})"  # noqa: S608


def _json(values: dict[str, Any]) -> Agtype:
    try:
        return Agtype(orjson.dumps(values))
    except TypeError as error:
        raise errors.BatchRefused(f"not text that can be stored: {error}") from error

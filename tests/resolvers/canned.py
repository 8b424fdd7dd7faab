"""Stores for tests above the store: one that does not answer, one that breaks, one that counts."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from cypher import Query
from graph import errors
from graph.content import Content
from graph.store import (
    Graphs,
    GraphStore,
    Health,
    Hits,
    Link,
    PathQuery,
    Paths,
    Reach,
    ReachQuery,
    Row,
    SearchQuery,
)


class Unreachable:
    """Graphs whose database is away or fails otherwise."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error or errors.StoreUnreachable("host db.internal")

    @asynccontextmanager
    async def reading(self, tenant: str) -> AsyncIterator[GraphStore]:
        raise self.error
        yield

    writing = reading

    async def health(self) -> Health:
        return Health({"database": str(self.error), "age": None})

    async def close(self) -> None:
        """Do nothing."""


class NoTenants:
    """A tenancy that creates none."""

    async def create(self, name: str) -> None:
        raise errors.TenantNameRefused(name)


class Counting:
    """Graphs that forward everything and record the name of each statement."""

    def __init__(self, graphs: Graphs) -> None:
        self._graphs = graphs
        self.statements: list[str] = []
        self.units = 0
        self.open = 0

    @asynccontextmanager
    async def reading(self, tenant: str) -> AsyncIterator[GraphStore]:
        self.units += 1
        self.open += 1
        try:
            async with self._graphs.reading(tenant) as store:
                yield _Counted(store, self.statements)
        finally:
            self.open -= 1

    @asynccontextmanager
    async def writing(self, tenant: str) -> AsyncIterator[GraphStore]:
        async with self._graphs.writing(tenant) as store:
            yield _CountedWriting(store, self.statements)

    async def health(self) -> Health:
        return await self._graphs.health()

    async def close(self) -> None:
        """Do nothing: whoever opened the graphs closes them."""


class _Counted:
    def __init__(self, store: GraphStore, statements: list[str]) -> None:
        self._store = store
        self._statements = statements

    @property
    def tenant(self) -> str:
        return self._store.tenant

    @property
    def now(self) -> str:
        return self._store.now

    @property
    def content(self) -> Content:
        self._statements.append("content")
        return self._store.content

    async def rows(self, query: Query, **params: Any) -> Sequence[Row]:
        self._statements.append(query.name)
        return await self._store.rows(query, **params)

    async def reach(self, query: ReachQuery) -> Reach:
        self._statements.append("reach")
        return await self._store.reach(query)

    async def paths(self, query: PathQuery) -> Paths:
        self._statements.append("paths")
        return await self._store.paths(query)

    async def edges_among(
        self, uids: Sequence[str], *, as_of: str | None = None, first: int = 500, after: Any = None
    ) -> tuple[int, Sequence[Link]]:
        self._statements.append("edges_among")
        return await self._store.edges_among(uids, as_of=as_of, first=first, after=after)

    async def search(self, query: SearchQuery) -> Hits:
        self._statements.append("search")
        return await self._store.search(query)

    async def write(self, batch: Any) -> Any:
        raise AssertionError("a reading unit does not write")

    erase = write


class _CountedWriting(_Counted):
    async def write(self, batch: Any) -> Any:
        self._statements.append("write")
        return await self._store.write(batch)

    async def erase(self, uids: Sequence[str]) -> Any:
        self._statements.append("erase")
        return await self._store.erase(uids)

"""Test that every access to the database has a deadline, by waiting for a lock that is never released."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import psycopg
import pytest
import pytest_asyncio
from psycopg import sql

from graph import errors, shares
from graph.age.graphs import AgeGraphs
from graph.age.store import AgeStore
from graph.logins import Logins
from graph.records import Batch, Edge, EndOfVertex, Vertex
from graph.store import Direction, PathQuery, ReachQuery, SearchQuery
from graph.tenants.names import graph_name
from settings import Settings
from tests.contract.queries import ELEMENT

_ELEMENT = Vertex("Element", "m@1#a")
_DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

READS: dict[str, Callable[[AgeStore], Awaitable[Any]]] = {
    "rows": lambda store: store.rows(ELEMENT, uid="m@1#a"),
    "reach": lambda store: store.reach(ReachQuery(("m@1#a",), Direction.IMPACT)),
    "paths": lambda store: store.paths(PathQuery(("m@1#a",), ("m@1#b",))),
    "edges_among": lambda store: store.edges_among(["m@1#a", "m@1#b"]),
    "search": lambda store: store.search(SearchQuery("a")),
    "content.get": lambda store: store.content.get([_DIGEST]),
}
WRITES: dict[str, Callable[[AgeStore], Awaitable[Any]]] = {
    "write": lambda store: store.write(Batch((_ELEMENT,), (Edge("CONTAINS", "m@1#a", "m@1#a"),))),
    "write an end": lambda store: store.write(Batch(ends=(EndOfVertex("m@1#a"),))),
    "content.put": lambda store: store.content.put({_DIGEST: b"test"}),
}


@pytest_asyncio.fixture
async def hasty(store_logins: Logins) -> AsyncIterator[AgeGraphs]:
    """Return graphs with one connection and short deadlines."""
    opened = await AgeGraphs.open(store_logins, Settings(statement_seconds=0.3, pool_size=1))
    yield opened
    await opened.close()


@asynccontextmanager
async def held(logins: Logins, tenant: str, *tables: str) -> AsyncIterator[None]:
    """Lock these tables of a graph against reading and writing."""
    async with await psycopg.AsyncConnection.connect(logins.admin) as connection:
        for table in tables:
            name = sql.Identifier(graph_name(tenant), table)
            await connection.execute(sql.SQL("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE").format(name))
        yield
        await connection.rollback()


@pytest.mark.parametrize("what", [*READS, *WRITES])
async def test_each_statement_is_ended_and_the_connection_replaced(
    hasty: AgeGraphs, store_logins: Logins, tenant: str, what: str
) -> None:
    open_unit = hasty.writing if what in WRITES else hasty.reading
    async with held(store_logins, tenant, "Element", "ameide_content", "ameide_search"):
        with pytest.raises(errors.DeadlineExceeded):  # noqa: PT012
            async with open_unit(tenant) as store:
                first = store.connection
                await (READS | WRITES)[what](store)
        assert first.closed
        async with hasty.reading(tenant) as store:
            assert store.connection is not first
            assert store.now
    async with hasty.writing(tenant) as store:
        await store.write(Batch((_ELEMENT,)))
    async with hasty.reading(tenant) as store:
        assert len(await store.rows(ELEMENT, uid="m@1#a")) == 1


@pytest.mark.parametrize("table", ["ameide_clock", "ameide_version"])
async def test_so_is_the_beginning_of_a_unit(
    hasty: AgeGraphs, store_logins: Logins, tenant: str, table: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shares, "WAIT_SECONDS", 0.3)
    async with held(store_logins, tenant, table):
        for open_unit in (hasty.reading, hasty.writing):
            with pytest.raises(errors.DeadlineExceeded):
                async with open_unit(tenant):
                    pass
    async with hasty.reading(tenant) as store:
        assert store.now


async def test_nothing_of_a_write_that_took_too_long_is_kept(
    hasty: AgeGraphs, store_logins: Logins, tenant: str
) -> None:
    async with held(store_logins, tenant, "ameide_content"):
        with pytest.raises(errors.DeadlineExceeded):  # noqa: PT012
            async with hasty.writing(tenant) as store:
                await store.write(Batch((_ELEMENT,)))
                await store.content.put({_DIGEST: b"test"})
    async with hasty.reading(tenant) as store:
        assert await store.rows(ELEMENT, uid="m@1#a") == []

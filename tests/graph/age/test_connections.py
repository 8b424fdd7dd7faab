"""Test that connections are kept by tenant, that there are never too many, and what is kept is not trusted."""

import asyncio
from collections.abc import AsyncIterator

import psycopg
import pytest
import pytest_asyncio

from graph import errors
from graph.age.graphs import AgeGraphs
from graph.logins import Logins
from graph.records import Batch, Vertex
from graph.store import Graphs
from graph.tenants.administration import Tenants
from graph.tenants.credentials import Credentials
from settings import Settings

pytestmark = pytest.mark.age  # the other backend's driver has a pool of its own

_NAMES = [f"crowd-{number}" for number in range(5)]
_WHO = "SELECT session_user::text, pg_backend_pid()"


@pytest_asyncio.fixture(scope="module")
async def crowd(tenants: Tenants) -> AsyncIterator[list[str]]:
    for name in _NAMES:
        await tenants.create(name)
    yield _NAMES
    for name in _NAMES:
        await tenants.retire(name)


@pytest_asyncio.fixture
async def few(store_logins: Logins) -> AsyncIterator[AgeGraphs]:
    """Graphs with two connections at a time, and three altogether."""
    opened = await AgeGraphs.open(store_logins, Settings(statement_seconds=5, pool_size=2, kept_connections=3))
    yield opened
    await opened.close()


async def who(graphs: AgeGraphs, tenant: str) -> tuple[str, int]:
    """Return the login and the process that a tenant's unit runs by."""
    async with graphs.reading(tenant) as store:
        row = await (await store.connection.execute(_WHO)).fetchone()
        assert row
        return str(row[0]), int(row[1])


async def test_each_tenant_has_its_own_and_gets_it_again(few: AgeGraphs, crowd: list[str]) -> None:
    first, second = await who(few, crowd[0]), await who(few, crowd[1])
    assert first[0] != second[0]
    assert await who(few, crowd[0]) == first
    assert await who(few, crowd[1]) == second
    assert few.connections.counts() == (2, 2)


async def test_the_one_that_was_not_used_longest_makes_room(few: AgeGraphs, crowd: list[str]) -> None:
    met = {name: await who(few, name) for name in crowd[:3]}
    assert await who(few, crowd[0]) == met[crowd[0]]
    await who(few, crowd[3])
    assert few.connections.counts() == (3, 3)
    assert await who(few, crowd[0]) == met[crowd[0]]
    assert await who(few, crowd[1]) != met[crowd[1]]


async def test_many_tenants_at_once_never_have_more(few: AgeGraphs, crowd: list[str]) -> None:
    most = 0

    async def ask(tenant: str) -> None:
        nonlocal most
        for _ in range(4):
            await who(few, tenant)
            most = max(most, few.connections.counts()[0])

    await asyncio.gather(*(ask(name) for name in crowd * 3))
    assert most <= 3
    await few.close()
    assert few.connections.counts() == (0, 0)


async def test_a_server_that_ended_it_is_connected_to_again(
    few: AgeGraphs, crowd: list[str], store_logins: Logins
) -> None:
    login, process = await who(few, crowd[0])
    with psycopg.connect(await Credentials(store_logins).dsn(login)) as own:
        assert own.execute("SELECT pg_terminate_backend(%s, 5000)", [process]).fetchone() == (True,)
    again = await who(few, crowd[0])
    assert again[0] == login
    assert again[1] != process


async def test_a_tenant_that_was_made_anew_is_met_anew(few: AgeGraphs, tenants: Tenants) -> None:
    for _ in range(2):
        await tenants.create("anew")
        async with few.writing("anew") as store:
            assert (await store.write(Batch((Vertex("Element", "m@1#a"),)))).vertices == 1
        await tenants.retire("anew")
        with pytest.raises(errors.TenantUnknown):
            async with few.reading("anew"):
                pass
    assert few.connections.counts()[0] <= 3


async def test_who_never_was_is_unknown(few: AgeGraphs, graphs: Graphs) -> None:
    with pytest.raises(errors.TenantUnknown):
        async with few.reading("never-was"):
            pass
    assert few.connections.counts() == (0, 0)

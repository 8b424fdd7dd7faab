"""Test tenants and the rights of their roles."""

import asyncio
from collections.abc import AsyncIterator

import psycopg
import pytest
import pytest_asyncio

from graph import errors
from graph.age import schema
from graph.logins import Logins
from graph.records import Batch, Vertex
from graph.store import Graphs, SearchQuery
from graph.tenants.administration import Tenants
from graph.tenants.credentials import Credentials
from graph.tenants.names import graph_name, role_name


@pytest_asyncio.fixture
async def pair(tenants: Tenants, graphs: Graphs) -> AsyncIterator[tuple[str, str]]:
    """Return two tenants with an element each."""
    names = ("alpha-x", "beta")
    for name in names:
        await tenants.create(name)
        async with graphs.writing(name) as store:
            await store.write(Batch((Vertex("Element", f"m@1#{name}"),)))
    yield names
    for name in names:
        await tenants.retire(name)


def test_names() -> None:
    assert graph_name("a-b-c1") == "t_a_b_c1"
    assert len(role_name("a" * 40, 2**32)) <= 63
    for name in ("", "a", "A1", "1a", "a_b", "a-", "a.b", "a b", "é1", "a" * 41, 'a"b', "a\nb", "ab\n"):
        with pytest.raises(errors.TenantNameRefused):
            graph_name(name)


async def test_a_tenant_is_made_once(tenants: Tenants, tenant: str) -> None:
    assert await tenants.exists(tenant)
    assert tenant in [one.name for one in await tenants.list()]
    with pytest.raises(errors.TenantExists):
        await tenants.create(tenant)


async def test_of_two_who_make_it_at_once_one_does(tenants: Tenants) -> None:
    found = await asyncio.gather(*(tenants.create("race") for _ in range(3)), return_exceptions=True)
    await tenants.retire("race")
    assert sorted(type(one).__name__ for one in found) == ["NoneType", "TenantExists", "TenantExists"]


async def test_retiring_leaves_nothing(tenants: Tenants, graphs: Graphs, store_logins: Logins) -> None:
    await tenants.create("gone")
    async with graphs.writing("gone") as store:
        await store.write(Batch((Vertex("Element", "m@1#a"),)))
    await tenants.retire("gone")
    assert not await tenants.exists("gone")
    with psycopg.connect(store_logins.admin) as connection:
        assert connection.execute("SELECT 1 FROM pg_namespace WHERE nspname = 't_gone'").fetchone() is None
        assert connection.execute("SELECT 1 FROM pg_roles WHERE rolname LIKE 't\\_gone\\_%'").fetchone() is None
    with pytest.raises(errors.TenantUnknown):
        async with graphs.reading("gone"):
            pass
    with pytest.raises(errors.TenantUnknown):
        await tenants.retire("gone")


async def test_a_name_can_be_used_again(tenants: Tenants, graphs: Graphs) -> None:
    for _ in range(3):
        await tenants.create("again")
        async with graphs.writing("again") as store:
            assert (await store.write(Batch((Vertex("Element", "m@1#a"),)))).vertices == 1
            assert (await store.search(SearchQuery("m@1#a"))).total == 1
        await tenants.retire("again")


async def test_a_role_reaches_its_own_graph_alone(
    pair: tuple[str, str], tenants: Tenants, store_logins: Logins
) -> None:
    roles = {one.name: one.role for one in await tenants.list()}
    own, other = (graph_name(name) for name in pair)
    login = await Credentials(store_logins).dsn(roles[pair[0]])
    with psycopg.connect(login, autocommit=True) as connection:
        connection.execute("SET search_path = ag_catalog")
        found = connection.execute(f'SELECT count(*) FROM {own}."Element"').fetchone()
        assert found == (1,)
        for statement in (
            f'SELECT * FROM {other}."Element"',
            f"SELECT * FROM {other}.ameide_content",
            f"SELECT * FROM cypher('{other}', $$ MATCH (n:Element) RETURN n $$) AS (n agtype)",
            f"SELECT * FROM cypher('{other}', $$ CREATE (n:Element) RETURN n $$) AS (n agtype)",
            f"SELECT * FROM cypher('{own}', $$ MATCH (:Element)-[*1..2]->(n:Element) RETURN n $$) AS (n agtype)",
            f"SELECT create_vlabel('{own}', 'Mine')",
            f"CREATE TABLE {own}.mine ()",
            f'DROP TABLE {own}."Element"',
            f'DELETE FROM {own}."Element"',
            f'TRUNCATE {own}."Element"',
            f"DELETE FROM {own}.ameide_content",
            f"UPDATE {own}.ameide_content SET bytes = ''",
            f"INSERT INTO {own}.ameide_version VALUES ('x')",
            f"UPDATE {own}.ameide_clock SET single = false",
            "SELECT * FROM ameide.tenants",
            f"SET ROLE {roles[pair[1]]}",
            "SET ROLE ameide_admin",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)


async def test_a_database_that_is_away_is_one_line() -> None:
    away = Tenants(Logins(service="user=x", admin="host=/nowhere user=x password=hunter2"), schema)
    with pytest.raises(errors.StoreUnreachable) as caught:
        await away.list()
    assert "\n" not in str(caught.value)
    assert "hunter2" not in str(caught.value)

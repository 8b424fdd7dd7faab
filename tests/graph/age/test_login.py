"""Test what whoever runs SQL as a tenant cannot do: a tenant's login becomes nobody else and sees little of others."""

from collections.abc import AsyncIterator, Iterator

import psycopg
import pytest
import pytest_asyncio
from psycopg.conninfo import make_conninfo

from graph import errors
from graph.age import schema
from graph.age.graphs import AgeGraphs
from graph.logins import Logins
from graph.records import Batch, Vertex
from graph.store import Graphs
from graph.tenants.administration import Tenant, Tenants
from graph.tenants.credentials import Credentials, password
from graph.tenants.names import graph_name
from settings import Settings

pytestmark = pytest.mark.age  # it is about PostgreSQL's roles

_FUNCTIONS = """
    SELECT oid::regprocedure::text FROM pg_proc
    WHERE pronamespace = 'pg_catalog'::regnamespace AND has_function_privilege(%s, oid, 'EXECUTE') AND proname ~ %s
"""
_TABLES = """
    SELECT oid::regclass::text FROM pg_class
    WHERE relnamespace IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace) AND relkind IN ('r', 'v')
        AND has_table_privilege(%s, oid, 'SELECT')
"""


@pytest_asyncio.fixture(scope="module")
async def pair(tenants: Tenants, graphs: Graphs) -> AsyncIterator[tuple[Tenant, Tenant]]:
    """Return two tenants with an element each."""
    names = ("own", "other")
    for name in names:
        await tenants.create(name)
        async with graphs.writing(name) as store:
            await store.write(Batch((Vertex("Element", f"m@1#{name}"),)))
    listed = {one.name: one for one in await tenants.list()}
    yield listed["own"], listed["other"]
    for name in names:
        await tenants.retire(name)


@pytest_asyncio.fixture(scope="module")
async def dsn(pair: tuple[Tenant, Tenant], store_logins: Logins) -> str:
    """Return the address of the database with the first tenant's login."""
    return await Credentials(store_logins).dsn(pair[0].role)


@pytest.fixture
def inside(dsn: str) -> Iterator[psycopg.Connection]:
    """Return a connection of the first tenant's login."""
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("SET search_path = ag_catalog")
        yield connection


def test_it_reaches_its_own_graph(inside: psycopg.Connection) -> None:
    assert inside.execute('SELECT count(*) FROM t_own."Element"').fetchone() == (1,)


def test_it_becomes_nobody_else(inside: psycopg.Connection, pair: tuple[Tenant, Tenant], store_logins: Logins) -> None:
    service = str(psycopg.conninfo.conninfo_to_dict(store_logins.service)["user"])
    for role in (pair[1].role, service, "ameide_admin", "postgres", "pg_read_all_data", "pg_monitor"):
        for statement in (
            f'SET ROLE "{role}"',
            f"SELECT set_config('role', '{role}', false)",
            f'SET SESSION AUTHORIZATION "{role}"',
            f'GRANT "{role}" TO CURRENT_USER',
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                inside.execute(statement.encode())
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        inside.execute(f"ALTER ROLE \"{pair[1].role}\" PASSWORD 'mine'".encode())


def test_nobody_but_the_administrator_becomes_a_tenant(pair: tuple[Tenant, Tenant], store_logins: Logins) -> None:
    with psycopg.connect(store_logins.service, autocommit=True) as service:
        for tenant in pair:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                service.execute(f'SET ROLE "{tenant.role}"')
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                service.execute(f'SELECT FROM {tenant.graph}."Element"')


def test_it_connects_to_no_other_database(dsn: str) -> None:
    for database in ("postgres", "template1"):
        with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
            psycopg.connect(make_conninfo(dsn, dbname=database)).close()
    with pytest.raises(psycopg.OperationalError, match="authentication failed"):
        psycopg.connect(make_conninfo(dsn, password="guessed")).close()


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TEMP TABLE x ()",
        "CREATE TEMP SEQUENCE x",
        "CREATE TABLE public.x ()",
        "CREATE SCHEMA x",
        "CREATE DATABASE x",
        "CREATE ROLE x",
        "SELECT pg_advisory_lock(1)",
        "SELECT pg_try_advisory_lock(1, 2)",
        "SELECT pg_advisory_xact_lock_shared(1)",
        "SELECT pg_advisory_unlock_all()",
        "SELECT lo_create(0)",
        "SELECT lo_creat(-1)",
        "SELECT lo_from_bytea(0, 'x')",
        "SELECT lo_open(1, 131072)",
        "SELECT lo_get(1)",
        "SELECT nspname FROM pg_namespace",
        "SELECT rolname FROM pg_roles",
        "SELECT usename FROM pg_user",
        "SELECT roleid FROM pg_auth_members",
        "SELECT relname, reltuples FROM pg_class",
        "SELECT schemaname, tablename FROM pg_tables",
        "SELECT prosrc FROM pg_proc",
        "SELECT schema_name FROM information_schema.schemata",
        "SELECT n_live_tup FROM pg_stat_user_tables",
        "SELECT n_live_tup FROM pg_stat_all_tables",
        "SELECT seq_scan FROM pg_stat_xact_user_tables",
        "SELECT usename, query FROM pg_stat_activity",
        "SELECT numbackends FROM pg_stat_database",
        "SELECT relation FROM pg_locks",
        "SELECT pg_stat_get_live_tuples(16384)",
        "SELECT pg_stat_get_activity(NULL)",
        "SELECT pg_total_relation_size(16384)",
        "SELECT name FROM ag_graph",
        "SELECT name, relation FROM ag_label",
        "SELECT secret FROM ameide.secrets",
        "SELECT name FROM ameide.tenants",
        "SELECT create_graph('mine')",
        "COPY (SELECT 1) TO PROGRAM 'id'",
        "SELECT pg_read_file('/etc/passwd')",
    ],
)
def test_it_may_not(inside: psycopg.Connection, statement: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        inside.execute(statement.encode())


def test_it_reads_few_catalogs_and_runs_none_of_the_closed_functions(
    pair: tuple[Tenant, Tenant], store_logins: Logins
) -> None:
    role = pair[0].role
    with psycopg.connect(store_logins.admin) as admin:
        tables = {row[0] for row in admin.execute(_TABLES, [role]).fetchall()}
        closed = "^(lo_|loread|lowrite|pg_(try_)?advisory_|pg_stat_get_)"
        functions = admin.execute(_FUNCTIONS, [role, closed]).fetchall()
        of_administrator = admin.execute(_FUNCTIONS, ["ameide_admin", closed]).fetchall()
    assert tables == {"pg_database", "pg_extension", "pg_type"}
    assert functions == []
    assert len(of_administrator) > 100


async def test_a_login_that_changed_its_password_is_mended(
    pair: tuple[Tenant, Tenant], inside: psycopg.Connection, store_logins: Logins
) -> None:
    inside.execute("ALTER ROLE CURRENT_USER PASSWORD 'mine'")
    inside.execute("ALTER ROLE CURRENT_USER SET default_transaction_read_only = on")
    opened = await AgeGraphs.open(store_logins, Settings(statement_seconds=5))
    async with opened.writing(pair[0].name) as store:
        assert (await store.write(Batch((Vertex("Element", "m@1#mended"),)))).vertices == 1
    await opened.close()


async def test_passwords_differ_and_are_new_with_a_new_secret(
    pair: tuple[Tenant, Tenant], store_logins: Logins, tenants: Tenants
) -> None:
    assert password("a", "x") != password("a", "y") != password("b", "y")
    opened = await AgeGraphs.open(store_logins, Settings(statement_seconds=5))
    before = await Credentials(store_logins).dsn(pair[0].role)
    with psycopg.connect(store_logins.admin, autocommit=True) as admin:
        admin.execute("INSERT INTO ameide.secrets SELECT max(generation) + 1, 'another' FROM ameide.secrets")
        try:
            async with opened.reading(pair[0].name) as store:
                assert store.now
            assert (await Credentials(store_logins).dsn(pair[0].role)) != before
            await opened.connections.forget()
            async with opened.reading(pair[0].name) as store:
                assert store.now
        finally:
            admin.execute("DELETE FROM ameide.secrets WHERE secret = 'another'")
    await opened.close()


async def test_a_store_of_an_earlier_release_gets_logins(
    tenants: Tenants, graphs: Graphs, store_logins: Logins
) -> None:
    service = str(psycopg.conninfo.conninfo_to_dict(store_logins.service)["user"])
    await tenants.create("earlier")
    try:
        role = {one.name: one.role for one in await tenants.list()}["earlier"]
        with psycopg.connect(store_logins.admin, autocommit=True) as admin:
            admin.execute(f'ALTER ROLE "{role}" NOLOGIN PASSWORD NULL')
            admin.execute(f'GRANT "{role}" TO "{service}" WITH INHERIT FALSE, SET TRUE')
            admin.execute(f"DELETE FROM {graph_name('earlier')}.ameide_derived WHERE name = 'login'")
        with pytest.raises(errors.TenantMigrating):
            async with graphs.reading("earlier"):
                pass
        assert [plan.derived for plan in await tenants.plans()] == [("login",)]
        await tenants.migrate()
        async with graphs.reading("earlier") as store:
            assert store.now
        with (
            psycopg.connect(store_logins.service, autocommit=True) as connection,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            connection.execute(f'SET ROLE "{role}"')
    finally:
        await tenants.retire("earlier")
    assert schema.current()

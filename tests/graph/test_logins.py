"""Test the two logins, of the embedded database and of a given one."""

import itertools
import stat
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from pydantic import SecretStr

from graph import embedded, errors
from graph import logins as module
from graph.age import schema
from graph.age.graphs import AgeGraphs
from graph.logins import Logins, logins, unfit
from graph.store import SearchQuery
from graph.tenants.administration import Tenants
from settings import Settings
from tests.fixtures.store import own_folder

_NUMBERS = itertools.count(1)


@pytest.fixture(scope="module")
def superuser() -> Iterator[str]:
    """Return a superuser's URL of a PostgreSQL that somebody else administers."""
    with own_folder() as folder, embedded.running(folder) as dsn:
        yield dsn


@pytest.fixture
def database(superuser: str) -> str:
    """Return a superuser's URL of an empty database."""
    name = f"given_{next(_NUMBERS)}"
    with psycopg.connect(superuser, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return make_conninfo(superuser, dbname=name)


def _login(database: str, attributes: str) -> str:
    name, dbname = f"someone_{next(_NUMBERS)}", conninfo_to_dict(database)["dbname"]
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(f"CREATE ROLE {name} LOGIN PASSWORD 'secret' {attributes}")
        connection.execute(f"GRANT CONNECT ON DATABASE {dbname} TO {name}")
    return make_conninfo(database, user=name, password="secret")


def _settings(home: Path, url: str, admin: str | None = None) -> Settings:
    return Settings(
        home=home, database_url=SecretStr(url), admin_database_url=None if admin is None else SecretStr(admin)
    )


async def _serves(found: Logins, settings: Settings) -> bool:
    """Return true if a tenant can be created with one login and used with the other."""
    tenants = Tenants(found, schema)
    await tenants.migrate()
    await tenants.create("demo")
    graphs = await AgeGraphs.open(found, settings)
    try:
        async with graphs.writing("demo") as store:
            return (await store.search(SearchQuery("x"))).total == 0
    finally:
        await graphs.close()


def test_neither_login_shows_in_a_repr() -> None:
    assert "secret" not in repr(Logins("secret", "secret"))


async def test_the_services_login_owns_nothing_and_may_little(store_logins: Logins) -> None:
    with psycopg.connect(store_logins.admin, autocommit=True) as connection:
        row = connection.execute(
            "SELECT rolsuper, rolcreaterole, rolcreatedb, rolinherit, rolbypassrls, rolreplication,"
            " (SELECT count(*) FROM pg_class WHERE relowner = pg_roles.oid)"
            " FROM pg_roles WHERE rolname = 'ameide_service'"
        ).fetchone()
        assert row == (False, False, False, False, False, False, 0)
    with psycopg.connect(store_logins.service, autocommit=True) as connection:
        for statement in (
            "CREATE TABLE public.x ()",
            "CREATE SCHEMA x",
            "CREATE TEMP TABLE x ()",
            "SELECT ag_catalog.create_graph('another')",
            "SELECT ag_catalog.load_labels_from_file('a', 'b', '/etc/passwd')",
            "SELECT * FROM ameide.tenants",
            "COPY (SELECT 1) TO PROGRAM 'id'",
            "SELECT pg_read_file('/etc/passwd')",
            "SET ROLE ameide_admin",
            "SET ROLE postgres",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)


async def test_the_administrators_login_is_no_superuser(store_logins: Logins) -> None:
    with psycopg.connect(store_logins.admin) as connection:
        row = connection.execute("SELECT rolsuper, rolcreaterole FROM pg_roles WHERE rolname = current_user").fetchone()
    assert row == (False, True)


async def test_a_superusers_url_is_enough(database: str, tmp_path: Path) -> None:
    settings = _settings(tmp_path / "home", database)
    async with logins(settings) as found:
        assert await _serves(found, settings)
        service = str(conninfo_to_dict(found.service)["user"])
    secret = tmp_path / "home" / f"{service}.secret"
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    async with logins(settings) as again:
        assert again == found


async def test_two_databases_of_one_cluster_do_not_share_roles(superuser: str, tmp_path: Path) -> None:
    for number in (1, 2):
        with psycopg.connect(superuser, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE twin_{number}")
        settings = _settings(tmp_path, make_conninfo(superuser, dbname=f"twin_{number}"))
        async with logins(settings) as found:
            assert await _serves(found, settings)


async def test_an_owner_who_may_make_roles_is_enough(database: str, tmp_path: Path) -> None:
    async with logins(_settings(tmp_path / "super", database)):
        pass
    owner = _login(database, "CREATEROLE")
    name = conninfo_to_dict(owner)["user"]
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(f"ALTER DATABASE {connection.info.dbname} OWNER TO {name}")
        connection.execute(f"GRANT EXECUTE ON FUNCTION ag_catalog.create_graph(name) TO {name}")
        oid = connection.execute("SELECT oid FROM pg_database WHERE datname = current_database()").fetchone()
        connection.execute(f"DROP OWNED BY ameide_service_{oid and oid[0]}")
        connection.execute(f"DROP ROLE ameide_service_{oid and oid[0]}")
    settings = _settings(tmp_path, owner)
    async with logins(settings) as found:
        assert await _serves(found, settings)


async def test_both_urls_are_taken_as_they_are(store_logins: Logins, tmp_path: Path) -> None:
    settings = _settings(tmp_path / "home", store_logins.service, store_logins.admin)
    async with logins(settings) as found:
        assert found == store_logins
    assert not settings.home.exists()


async def test_a_login_that_cannot_make_another_is_one_line(database: str, tmp_path: Path) -> None:
    with pytest.raises(errors.StoreUnfit, match="AMEIDE_ADMIN_DATABASE_URL"):
        async with logins(_settings(tmp_path, _login(database, ""))):
            pass


async def test_a_database_without_age_is_one_line(database: str, tmp_path: Path) -> None:
    plain = _login(database, "")
    with pytest.raises(errors.StoreUnfit, match="CREATE EXTENSION age"):
        async with logins(_settings(tmp_path, plain, plain)):
            pass


@pytest.mark.parametrize(
    ("url", "error"),
    [
        ("postgresql://nobody:hunter2@127.0.0.1:1/none", errors.StoreUnreachable),
        ("host=/nowhere user=nobody password=hunter2", errors.StoreUnreachable),
        ("no=url", errors.StoreUnfit),
    ],
)
async def test_what_cannot_be_reached_is_one_line_without_the_password(
    url: str, error: type[Exception], tmp_path: Path
) -> None:
    with pytest.raises(error) as caught:
        async with logins(_settings(tmp_path, url)):
            pass
    assert "\n" not in str(caught.value)
    assert "hunter2" not in str(caught.value)


async def test_untested_versions_are_refused(
    store_logins: Logins, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "TESTED", frozenset({("17", "1.5.0")}))
    with pytest.raises(errors.StoreUnfit, match=r"untested; tested: PostgreSQL 17 with AGE 1\.5\.0"):
        async with logins(_settings(tmp_path, store_logins.service, store_logins.admin)):
            pass


def test_versions_are_judged() -> None:
    assert unfit((18, "off", "1.7.0")) is None
    assert "untested" in str(unfit((16, "off", "1.5.0")))
    assert "CREATE EXTENSION" in str(unfit((18, None, "1.7.0")))
    assert "CREATE EXTENSION" in str(unfit((18, "off", None)))
    assert "CREATE EXTENSION" in str(unfit(None))

"""Provide two logins, one that looks after the service and owns nothing, and one that administers; and their database.

Neither reaches a tenant's graph: that has a login of its own, which graph/tenants/credentials.py knows.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Final

import psycopg
from psycopg import Connection, sql
from psycopg.conninfo import make_conninfo

from graph import embedded, errors, supervision
from settings import Database, Settings

DATABASE: Final = "ameide"
ADMIN: Final = "ameide_admin"
SERVICE: Final = "ameide_service"
TESTED: Final = frozenset({("18", "1.7.0")})
"""PostgreSQL's and AGE's versions that the contract suite has passed on."""

VERSIONS: Final = (
    "SELECT current_setting('server_version_num')::int / 10000, current_setting('age.enable_containment', true),"
    " (SELECT extversion FROM pg_extension WHERE extname = 'age')"
)

_log = logging.getLogger("ameide.store")

_HARDENING: Final = Path(__file__).with_name("harden.sql")
_IS_OPEN: Final = "SELECT has_function_privilege('public', 'pg_advisory_lock(bigint)', 'EXECUTE')"
_ELSEWHERE: Final = ("postgres", "template1")
"""Databases of the embedded server in which Ameide has nothing."""
_DANGEROUS: Final = ["age_vle", "load_labels_from_file", "load_edges_from_file", "create_graph", "drop_graph"]


@dataclass(frozen=True, slots=True)
class Logins:
    """The database addresses with their logins."""

    service: str = field(repr=False)
    admin: str = field(repr=False)
    trouble: Callable[[], errors.StoreUnreachable | None] = field(default=lambda: None, compare=False)
    """Return why the database does not answer, if that can be seen from here."""


@asynccontextmanager
async def logins(settings: Settings) -> AsyncIterator[Logins]:
    """Yield the logins of the configured database, or of the embedded one, which then runs as long as the block.

    Raises StoreUnfit, StoreUnreachable.
    """
    async with AsyncExitStack() as stack:
        if settings.database_url is None:
            server = await asyncio.to_thread(embedded.running, settings.home)
            superuser = await asyncio.to_thread(server.__enter__)
            stack.push_async_callback(asyncio.to_thread, server.__exit__, None, None, None)
            found = await asyncio.to_thread(_embedded, settings.home, superuser)
        else:
            given = Database(url=settings.database_url, admin_url=settings.admin_database_url)
            found = await asyncio.to_thread(_external, settings.home, given)
        await asyncio.to_thread(_check_versions, found.service)
        yield found


async def further(settings: Settings) -> Mapping[str, Logins]:
    """Return the logins of the further databases, by name. Raises StoreUnfit, StoreUnreachable."""
    found = {}
    for name, given in settings.databases.items():
        found[name] = await asyncio.to_thread(_external, settings.home, given)
        await asyncio.to_thread(_check_versions, found[name].service)
    return found


def _embedded(home: Path, superuser: str) -> Logins:
    """Make the database and both logins where they are missing."""
    url = make_conninfo(superuser, dbname=DATABASE)
    with _connected(superuser) as server:
        for name in _ELSEWHERE:
            server.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(_name(name)))
        admin = _login(server, url, ADMIN, embedded.secret(home, ADMIN), "CREATEROLE")
        service = _login(server, url, SERVICE, embedded.secret(home, SERVICE), "NOINHERIT")
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            server.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(_name(DATABASE), _name(ADMIN)))
    with _connected(url) as database:
        _furnish(database, ADMIN)
        _admit(database, SERVICE)
    return Logins(service=service, admin=admin, trouble=partial(supervision.trouble, home))


def _external(home: Path, given: Database) -> Logins:
    """Take both logins as given, or make the service's with the one that was given."""
    url = given.url.get_secret_value()
    if given.admin_url is not None:
        return Logins(service=url, admin=given.admin_url.get_secret_value())
    with _connected(url) as database:
        found = database.execute(
            "SELECT rolsuper, rolcreaterole AND pg_has_role(datdba, 'USAGE'), pg_database.oid, current_user::text"
            " FROM pg_roles, pg_database WHERE rolname = current_user AND datname = current_database()"
        ).fetchone()
        superuser, owner, oid, user = found or (False, False, 0, "")
        if not superuser and not owner:
            raise errors.StoreUnfit(
                "the login of AMEIDE_DATABASE_URL neither owns the database with CREATEROLE nor is a superuser: "
                "set AMEIDE_ADMIN_DATABASE_URL too"
            )
        if superuser:
            _furnish(database, user)
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = f"{SERVICE}_{oid}"
        service = _login(database, url, name, embedded.secret(home, name), "NOINHERIT")
        _admit(database, name)
    return Logins(service=service, admin=url)


def _connected(url: str) -> Connection[Any]:
    """Connect to the database. Raises StoreUnreachable, without the password."""
    try:
        connection: Connection[Any] = psycopg.connect(url, autocommit=True, connect_timeout=10)
    except psycopg.OperationalError as error:
        raise errors.StoreUnreachable(" ".join(str(error).split())) from None
    except psycopg.ProgrammingError:  # its text may repeat the password
        raise errors.StoreUnfit("AMEIDE_DATABASE_URL or AMEIDE_ADMIN_DATABASE_URL is no PostgreSQL URL") from None
    return connection


def _login(connection: Connection[Any], url: str, name: str, password: str, attributes: str) -> str:
    """Return the login's DSN; make the login, or give it this password, where it does not let us in."""
    dsn = make_conninfo(url, user=name, password=password)
    exists = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone()
    if not exists or not _admits(dsn):
        verb = "ALTER" if exists else "CREATE"
        connection.execute(
            sql.SQL(f"{verb} ROLE {{}} LOGIN {attributes} PASSWORD {{}}").format(_name(name), sql.Literal(password))
        )
    return dsn


def _admits(dsn: str) -> bool:
    try:
        psycopg.connect(dsn, connect_timeout=10).close()
    except psycopg.OperationalError:
        return False
    return True


def _furnish(database: Connection[Any], admin: str) -> None:
    """Do what takes a superuser: install the extension, load it in every session, and close what it leaves open."""
    database.execute("CREATE EXTENSION IF NOT EXISTS age")
    name = _name(database.info.dbname)
    database.execute(sql.SQL("ALTER DATABASE {} SET session_preload_libraries = 'age'").format(name))
    database.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
    database.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
    database.execute("GRANT USAGE ON SCHEMA ag_catalog TO PUBLIC")
    functions = database.execute(
        "SELECT oid::regprocedure::text, proname IN ('create_graph', 'drop_graph') FROM pg_proc"
        " WHERE pronamespace = 'ag_catalog'::regnamespace AND proname = ANY (%s)",
        [_DANGEROUS],
    ).fetchall()
    for function, needed in functions:
        database.execute(f"REVOKE EXECUTE ON FUNCTION {function} FROM PUBLIC")
        if needed:
            database.execute(sql.SQL(f"GRANT EXECUTE ON FUNCTION {function} TO {{}}").format(_name(admin)))
    database.execute(_HARDENING.read_bytes())


def _admit(database: Connection[Any], service: str) -> None:
    database.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(_name(database.info.dbname), _name(service)))


def _check_versions(service: str) -> None:
    with _connected(service) as database:
        if wrong := unfit(database.execute(VERSIONS).fetchone()):
            raise errors.StoreUnfit(wrong)
        row = database.execute(_IS_OPEN).fetchone()
        if row is not None and row[0]:
            _log.warning("PostgreSQL grants every login more than it needs: let a superuser run %s", _HARDENING.name)


def unfit(versions: Sequence[Any] | None) -> str | None:
    """Return the fault of a database with this answer to VERSIONS: AGE is missing or not loaded, or the pair is
    untested.
    """
    server, loaded, age = versions or (0, None, None)
    if age is None or loaded is None:
        return "let a superuser run: CREATE EXTENSION age; ALTER DATABASE … SET session_preload_libraries = 'age'"
    if (str(server), age) in TESTED:
        return None
    tested = ", ".join(f"PostgreSQL {postgres} with AGE {version}" for postgres, version in sorted(TESTED))
    return f"PostgreSQL {server} with AGE {age} is untested; tested: {tested}"


def _name(name: str) -> sql.Identifier:
    return sql.Identifier(name)

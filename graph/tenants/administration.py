"""Create, list, migrate and remove the tenants of one database, with its administrative login.

Each tenant has its own graph, and a login that reaches nothing else.
"""

import asyncio
import itertools
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, Protocol

import psycopg
from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import Connection, CursorResult, create_engine, exc
from sqlalchemy.pool import NullPool

import migrations
from graph import errors
from graph.logins import Logins
from graph.portable import State
from graph.tenants.names import MAIN, graph_name, role_name
from graph.tenants.plans import Plan, Tell, accepted

_AT_ONCE: Final = 8
_ASKED: Final = 100
_LOCK: Final = 0x616D65696465  # "ameide": one process at a time changes what a database consists of


@dataclass(frozen=True, slots=True)
class Tenant:
    """A tenant's row of the control table."""

    name: str
    graph: str
    role: str
    created_at: datetime
    server: str = MAIN


class Schema(Protocol):
    """The schema of every tenant's graph at this release."""

    def plans(self, connection: Connection, graphs: Sequence[str]) -> Mapping[str, Plan]:
        """Return what upgrade would do, for each of these graphs that is not at this release."""

    def upgrade(self, connection: Connection, graph: str, role: str) -> None:
        """Bring a graph to this release, in the connection's transaction."""


class Tenants:
    """Creation, listing, migration and removal of tenants."""

    def __init__(self, logins: Logins, schema: Schema) -> None:
        self._schema = schema
        self._engine = create_engine("postgresql+psycopg://", connect_args=_arguments(logins.admin), poolclass=NullPool)

    async def create(self, name: str, state: State = State.SERVING) -> None:
        """Make an empty graph and its role, or neither. Raises TenantExists, TenantNameRefused."""
        graph_name(name)
        await asyncio.to_thread(self._create, name, state)

    async def state(self, name: str) -> State | None:
        """Return the state of a tenant; None if there is no such tenant."""
        graph_name(name)
        return await asyncio.to_thread(self._state, name)

    async def put(self, name: str, state: State) -> None:
        """Change its state, once nobody writes any longer. Raises TenantUnknown."""
        graph_name(name)
        await asyncio.to_thread(self._put, name, state)

    async def retire(self, name: str) -> None:
        """Remove the tenant and all that it holds. Raises TenantUnknown, TenantNameRefused."""
        graph_name(name)
        await asyncio.to_thread(self._retire, name)

    async def list(self) -> Sequence[Tenant]:
        """List all tenants, by name."""
        return await asyncio.to_thread(self._list)

    async def exists(self, name: str) -> bool:
        return any(tenant.name == name for tenant in await self.list())

    async def plans(self) -> Sequence[Plan]:
        """Return what migrate would do: the control tables first, then tenants by name. Raises StoreNewer."""
        return await asyncio.to_thread(self._planned)

    async def migrate(self, tell: Tell = lambda _: None) -> None:
        """Bring the control tables and every tenant's graph to this release; each by itself, so it can be resumed.

        Raises StoreNewer before anything is changed; MigrationFailed if that of a tenant failed, after all others.
        """
        loop = asyncio.get_running_loop()
        await asyncio.to_thread(self._migrate, lambda plan: loop.call_soon_threadsafe(tell, plan))

    def _create(self, name: str, state: State) -> None:
        with self._alone() as connection, connection.begin():
            tenant = _new(connection, name)
            if _taken(connection, tenant):
                raise errors.TenantExists(name)
            _run(connection, f'CREATE ROLE "{tenant.role}" NOLOGIN')
            _run(connection, "SET LOCAL search_path = ag_catalog")
            _run(connection, "SELECT ag_catalog.create_graph(%s::name)", tenant.graph)
            self._schema.upgrade(connection, tenant.graph, tenant.role)
            if state is not State.SERVING:
                _put(connection, tenant, state)
            _run(
                *(connection, "INSERT INTO ameide.tenants (name, graph, role) VALUES (%s, %s, %s)"),
                *(tenant.name, tenant.graph, tenant.role),
            )

    def _retire(self, name: str) -> None:
        with self._alone() as connection, connection.begin():
            tenant = _known(connection, name)
            _run(connection, "SET LOCAL search_path = ag_catalog")
            _run(connection, "SELECT ag_catalog.drop_graph(%s::name, true)", tenant.graph)
            _run(connection, f'DROP ROLE "{tenant.role}"')
            _run(connection, "DELETE FROM ameide.tenants WHERE name = %s", name)

    def _state(self, name: str) -> State | None:
        with self._connected() as connection:
            for tenant in _tenants(connection):
                if tenant.name == name:
                    return State(_run(connection, f'SELECT state FROM "{tenant.graph}".ameide_clock').scalar_one())  # noqa: S608
            return None

    def _put(self, name: str, state: State) -> None:
        with self._alone() as connection, connection.begin():
            _put(connection, _known(connection, name), state)

    def _list(self) -> Sequence[Tenant]:
        with self._connected() as connection:
            return _tenants(connection)

    def _migrate(self, tell: Tell) -> None:
        with self._alone() as connection:
            with connection.begin():
                plans = self._plans(connection)
                _run(connection, "CREATE SCHEMA IF NOT EXISTS ameide")
                migrations.upgrade(connection, "control", "ameide")
            with connection.begin():
                tenants = {tenant.name: tenant for tenant in _tenants(connection)}
            with ThreadPoolExecutor(_AT_ONCE) as pool:
                upgrades = []
                for plan in plans:
                    if plan.tenant is None:
                        tell(plan)
                    else:
                        upgrades.append(pool.submit(self._upgrade, tenants[plan.tenant], plan, tell))
                for made in upgrades:
                    made.result()

    def _upgrade(self, tenant: Tenant, plan: Plan, tell: Tell) -> None:
        with self._connected() as connection:
            try:
                with connection.begin():
                    self._schema.upgrade(connection, tenant.graph, tenant.role)
            except (exc.DBAPIError, psycopg.Error) as error:
                raise errors.MigrationFailed(f"{tenant.name}: {str(error).splitlines()[0]}") from error
        tell(plan)

    def _planned(self) -> Sequence[Plan]:
        with self._connected() as connection:
            return self._plans(connection)

    def _plans(self, connection: Connection) -> Sequence[Plan]:
        """Return what is not at this release. A hundred are asked for at once: each has a table of its own."""
        found: list[Plan] = []
        revision, target = _revision(connection, "ameide"), migrations.head("control")
        newer = revision is not None and revision not in migrations.known("control")
        if revision != target:
            found.append(Plan(None, revision, target, newer=newer))
        tenants = iter(_tenants(connection) if revision is not None and not newer else ())
        while some := list(itertools.islice(tenants, _ASKED)):
            plans = self._schema.plans(connection, [one.graph for one in some])
            found.extend(replace(plans[one.graph], tenant=one.name) for one in some if one.graph in plans)
        return accepted(found)

    @contextmanager
    def _alone(self) -> Iterator[Connection]:
        """Yield a connection that holds the advisory lock until it is closed."""
        with self._connected() as connection:
            with connection.begin():
                _run(connection, "SELECT pg_advisory_lock(%s)", _LOCK)
            yield connection

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        try:
            with self._engine.connect() as connection:
                yield connection
        except exc.OperationalError as error:
            raise errors.StoreUnreachable(" ".join(str(error.orig).split())) from None


def _arguments(dsn: str) -> dict[str, Any]:
    return {**conninfo_to_dict(dsn), "connect_timeout": 10}


def _run(connection: Connection, statement: str, *values: object) -> CursorResult[Any]:
    return connection.exec_driver_sql(statement, values)


def _new(connection: Connection, name: str) -> Tenant:
    found = _run(connection, "SELECT oid::bigint, now() FROM pg_database WHERE datname = current_database()").one()
    return Tenant(name, graph_name(name), role_name(name, found.oid), found.now)


def _taken(connection: Connection, tenant: Tenant) -> bool:
    """Return true if the name exists, or leads to the same graph, as `a-b` would if `a_b` could be one."""
    return any(one.name == tenant.name or one.graph == tenant.graph for one in _tenants(connection))


def _tenants(connection: Connection) -> list[Tenant]:
    rows = _run(connection, 'SELECT name, graph, role, created_at FROM ameide.tenants ORDER BY name COLLATE "C"')
    return [Tenant(row.name, row.graph, row.role, row.created_at) for row in rows]


def _known(connection: Connection, name: str) -> Tenant:
    for tenant in _tenants(connection):
        if tenant.name == name:
            return tenant
    raise errors.TenantUnknown(name)


def _put(connection: Connection, tenant: Tenant, state: State) -> None:
    """Set the state of a tenant; this locks the clock, and so waits for writers."""
    _run(connection, f'UPDATE "{tenant.graph}".ameide_clock SET state = %s', state)  # noqa: S608 - the name is ours


def _revision(connection: Connection, schema: str) -> str | None:
    table = f'"{schema}".{migrations.VERSIONS}'
    if _run(connection, "SELECT to_regclass(%s)", table).scalar() is None:
        return None
    found = _run(connection, f"SELECT version_num FROM {table}").scalar()  # noqa: S608 - the schema's name is ours
    return None if found is None else str(found)

"""Open units of work on all tenants' graphs in one Neo4j database."""

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from typing import Any, Final, Self
from urllib.parse import unquote, urlsplit, urlunsplit

from neo4j import AsyncDriver, AsyncGraphDatabase
from neo4j.exceptions import ConfigurationError

from graph import errors
from graph.neo4j.portable import Neo4jExporting, Neo4jRestoring
from graph.neo4j.store import Neo4jStore
from graph.neo4j.tenants import Neo4jTenants
from graph.neo4j.translate import translated
from graph.neo4j.unit import Place, Take, Unit
from graph.portable import State
from graph.shares import Shares
from graph.store import Health
from graph.tenants.names import graph_name
from settings import Settings

TESTED: Final = frozenset({"5.26"})
"""Neo4j's versions that the contract suite has passed on."""

_CONNECTIONS: Final = 100  # the most that the driver opens, by its default
_SCHEMES: Final = frozenset(name + more for name in ("bolt", "neo4j") for more in ("", "+s", "+ssc"))
_PATIENCE: Final = 3600.0  # seconds that a page of an export may take
_COMPONENTS: Final = "CALL dbms.components() YIELD name, versions WHERE name = 'Neo4j Kernel' RETURN versions[0]"


class Neo4jGraphs:
    """Graphs in Neo4j. Open it with `await Neo4jGraphs.open(...)`."""

    def __init__(self, driver: AsyncDriver, settings: Settings) -> None:
        self._driver = driver
        self._database = settings.neo4j_database
        self._seconds = settings.statement_seconds
        self._shares = Shares(_CONNECTIONS, weights=settings.tenant_weights)
        self.tenants = Neo4jTenants(driver, settings.neo4j_database)

    @classmethod
    async def open(cls, settings: Settings) -> Self:
        """Connect. Raises StoreUnreachable, StoreUnfit."""
        opened = cls(_driver(settings), settings)
        try:
            async with asyncio.timeout(settings.statement_seconds):
                if wrong := await opened._unfit():
                    raise errors.StoreUnfit(wrong)
        except BaseException as error:
            await opened.close()
            if isinstance(error, TimeoutError):
                raise errors.StoreUnreachable(f"no answer in {settings.statement_seconds} s") from error
            raise
        return opened

    @asynccontextmanager
    async def reading(self, tenant: str) -> AsyncIterator[Neo4jStore]:
        async with self._unit(tenant, "share", {State.SERVING, State.MOVING}) as unit:
            yield Neo4jStore(unit)

    @asynccontextmanager
    async def writing(self, tenant: str) -> AsyncIterator[Neo4jStore]:
        async with self._unit(tenant, "tick", {State.SERVING}) as unit:
            yield Neo4jStore(unit)

    @asynccontextmanager
    async def exporting(self, tenant: str) -> AsyncIterator[Neo4jExporting]:
        async with self._unit(tenant, "share", set(State), _PATIENCE) as unit:
            yield Neo4jExporting(unit)

    @asynccontextmanager
    async def restoring(self, tenant: str) -> AsyncIterator[Neo4jRestoring]:
        async with self._unit(tenant, "hold", {State.RESTORING}) as unit:
            yield Neo4jRestoring(unit)

    async def health(self) -> Health:
        """Check that the database answers, is of a tested version, and is at this release."""
        checks: dict[str, str | None] = {"database": None, "neo4j": None, "migrations": None}
        try:
            checks["neo4j"] = await self._unfit()
            if plans := await self.tenants.plans():
                checks["migrations"] = f"pending: {', '.join(plan.subject for plan in plans)}"
        except errors.StoreNewer as error:
            checks["migrations"] = str(error)
        except errors.GraphError as error:
            checks["database"] = str(error)
        return Health(checks)

    async def close(self) -> None:
        """Give all connections back."""
        await self._driver.close()

    async def _unfit(self) -> str | None:
        with translated():
            async with self._driver.session(database=self._database) as session:
                [[found]] = await (await session.run(_COMPONENTS)).values()  # once: who asks wants to know of now
        version = str(found)
        if version.rpartition(".")[0] in TESTED:
            return None
        return f"Neo4j {version} is untested; tested: {', '.join(sorted(TESTED))}"

    @asynccontextmanager
    async def _unit(
        self, tenant: str, take: Take, admitted: Collection[State], seconds: float | None = None
    ) -> AsyncIterator[Unit]:
        graph_name(tenant)
        unit = Unit(Place(self._driver, self._database, tenant, seconds or self._seconds), take)
        async with self._shares.turn(tenant, writes=take != "share"):
            keep = False
            try:
                await unit.begin(admitted)
                yield unit
                keep = True
            finally:
                await unit.end(keep=keep)


def _driver(settings: Settings) -> AsyncDriver:
    """Return the driver of the settings. Raises StoreUnfit, without the password."""
    if settings.neo4j_url is None:
        raise errors.StoreUnfit("AMEIDE_STORE is neo4j, so AMEIDE_NEO4J_URL must say where it is")
    parts = urlsplit(settings.neo4j_url.get_secret_value())
    if parts.scheme not in _SCHEMES or not parts.hostname:
        raise errors.StoreUnfit("AMEIDE_NEO4J_URL is no URL of Neo4j, such as bolt://host:7687")
    user = settings.neo4j_user or unquote(parts.username or "")
    given = settings.neo4j_password.get_secret_value() if settings.neo4j_password else None
    password = given if given is not None else unquote(parts.password or "")
    bare = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
    options: dict[str, Any] = {
        "max_connection_pool_size": settings.pool_size,
        "connection_timeout": settings.statement_seconds,
        "connection_acquisition_timeout": settings.statement_seconds,
        "notifications_min_severity": "OFF",
        "telemetry_disabled": True,
        "user_agent": "ameide",
    }
    try:
        return AsyncGraphDatabase.driver(bare, auth=(user, password) if user else None, **options)
    except (ConfigurationError, ValueError):
        raise errors.StoreUnfit("AMEIDE_NEO4J_URL is not as the driver wants it") from None

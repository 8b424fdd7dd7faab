"""Tenants in Neo4j: a vertex for each, beside its graph."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from neo4j import AsyncDriver
from neo4j.exceptions import ConstraintError

from graph import errors
from graph.neo4j.schema import EARLIER, LEAVING, REVISION, is_newer, statements
from graph.neo4j.translate import translated
from graph.neo4j.unit import Records
from graph.portable import PortableGraphs, State
from graph.records import LABELS
from graph.tenants.names import MAIN, graph_name
from graph.tenants.plans import Plan, Tell, accepted

_BLOCK: Final = 5_000  # vertices removed in one transaction
_CREATE: Final = """
    CREATE (t:Tenant {name: $name, createdAt: datetime(), last: '', revision: $revision, state: $state, mark: '',
        turn: true})
    CREATE (p:Published {tenant: $name, moment: $epoch})
"""
_NAMES: Final = "MATCH (t:Tenant) RETURN t.name, t.revision, t.createdAt ORDER BY t.name"
_STATE: Final = "MATCH (t:Tenant {name: $name}) RETURN t.state"
_PUT_STATE: Final = "MATCH (t:Tenant {name: $name}) SET t.turn = true, t.state = $state RETURN t.name"
_CONSTRAINTS: Final = "SHOW CONSTRAINTS YIELD name WHERE name STARTS WITH 'ameide_' RETURN count(*)"
_UPGRADE: Final = "MATCH (t:Tenant) WHERE t.revision IN $earlier SET t.revision = $revision"
_LEAVE: Final = "MATCH (t:Tenant {name: $name}) SET t.turn = true, t.revision = $leaving"
_REMOVE: Final = "MATCH (t:Tenant {name: $name}) OPTIONAL MATCH (p:Published {tenant: $name}) DELETE t, p"
_CAUGHT_UP: Final = """
    MATCH (t:Tenant)
    MATCH (p:Published {tenant: t.name}) WHERE p.moment < t.last
    SET t.turn = true
    WITH t, p WHERE p.moment < t.last
    SET p.moment = t.last
"""
_EPOCH: Final = "1970-01-01T00:00:00.000000Z"


@dataclass(frozen=True, slots=True)
class Tenant:
    """One tenant, as a list shows it."""

    name: str
    created_at: datetime
    server: str = MAIN


class Neo4jTenants:
    """Creation, listing, migration and removal of tenants. All are in one database, which may be a cluster."""

    def __init__(self, driver: AsyncDriver, database: str | None) -> None:
        self._driver = driver
        self._database = database

    async def create(self, name: str, state: State = State.SERVING, on: str = MAIN) -> None:
        """Make an empty graph. Raises TenantExists, TenantNameRefused, ServerUnknown."""
        graph_name(name)
        _only(on)
        try:
            with translated():
                await self._run(_CREATE, name=name, revision=REVISION, state=state.value, epoch=_EPOCH)
        except errors.GraphError as error:
            if isinstance(error.__cause__, ConstraintError):
                raise errors.TenantExists(name) from error
            raise

    async def retire(self, name: str) -> None:
        """Remove the tenant and all that it holds. Raises TenantUnknown, TenantNameRefused."""
        graph_name(name)
        if not await self.exists(name):
            raise errors.TenantUnknown(name)
        with translated():
            await self._run(_LEAVE, name=name, leaving=LEAVING)
            for label in sorted(LABELS | {"Entry"}):
                await self._run(_removal(label, "uid"), name=name)
            await self._run(_removal("Content", "digest", "number"), name=name)
            await self._run(_removal("Word", "text"), name=name)
            await self._run(_REMOVE, name=name)

    async def exists(self, name: str) -> bool:
        return await self.state(name) is not None

    async def list(self) -> Sequence[Tenant]:
        with translated():
            found = await self._run(_NAMES)
        return [Tenant(name, created.to_native()) for name, _, created in found]

    async def places(self) -> Mapping[str, int | None]:
        return {MAIN: len(await self.list())}

    async def move(
        self, graphs: Mapping[str, PortableGraphs], name: str, to: str, tell: Callable[[int], object]
    ) -> None:
        """Leave it where it is. Raises TenantUnknown, ServerUnknown."""
        _only(to)
        if not await self.exists(name):
            raise errors.TenantUnknown(name)

    async def state(self, name: str) -> State | None:
        with translated():
            found = await self._run(_STATE, name=name)
        return State(found[0][0]) if found else None

    async def put(self, name: str, state: State) -> None:
        """Change the state, once nobody writes any longer. Raises TenantUnknown."""
        with translated():
            if not await self._run(_PUT_STATE, name=name, state=state.value):
                raise errors.TenantUnknown(name)

    async def plans(self) -> Sequence[Plan]:
        """Return what migrate would do: the constraints, then tenants by name. Raises StoreNewer."""
        with translated():
            [[constraints]] = await self._run(_CONSTRAINTS)
            names = await self._run(_NAMES)
        found = [] if constraints >= len(LABELS) + 5 else [Plan(None, None, REVISION)]
        for name, revision, _ in names:
            if revision not in (REVISION, LEAVING):
                found.append(Plan(name, revision, REVISION, newer=is_newer(revision)))
        return accepted(found)

    async def migrate(self, tell: Tell = lambda _: None) -> None:
        """Bring the database and every tenant to this release, and publish moments that a crash left unpublished.

        Raises StoreNewer before anything is changed.
        """
        plans = await self.plans()
        with translated():
            for statement in statements():
                await self._run(statement)
            await self._run("CALL db.awaitIndexes(300)")
            await self._run(_UPGRADE, revision=REVISION, earlier=EARLIER)
            await self._run(_CAUGHT_UP)
        for plan in plans:
            tell(plan)

    async def _run(self, text: str, /, **values: Any) -> Records:
        async with self._driver.session(database=self._database) as session:
            result = await session.run(text, values)
            return await result.values()


def _only(server: str) -> None:
    if server != MAIN:
        raise errors.ServerUnknown(server[:80])


def _removal(label: str, *indexed: str) -> str:
    """Return a removal that states the indexed properties exist, so that the index is used."""
    there = "".join(f" AND n.{name} IS NOT NULL" for name in indexed)
    return (
        f"MATCH (n:{label}) WHERE n.tenant = $name{there}"
        f" CALL (n) {{ DETACH DELETE n }} IN TRANSACTIONS OF {_BLOCK} ROWS"
    )

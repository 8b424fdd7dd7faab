"""Test tenants on two servers: each is on one of them, and during a move never on both."""

import asyncio
import functools
import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio
from pydantic import SecretStr

from graph import embedded, errors
from graph.age import schema
from graph.age.graphs import AgeGraphs
from graph.export import exported, header_of
from graph.logins import further, logins
from graph.portable import State
from graph.records import Batch, Edge, Vertex
from graph.tenants.administration import Tenants
from graph.tenants.distribution import DistributedTenants
from graph.tenants.names import MAIN
from graph.tenants.placements import Placement, Placements
from graph.tenants.plans import Plan
from graph.tenants.routing import RoutedGraphs
from settings import Database, Settings
from tests.contract.queries import ELEMENTS
from tests.fixtures.store import own_folder

TENANT = "acme"


@dataclass
class Two:
    """The main server and a second one, and two processes that serve from both."""

    tenants: DistributedTenants
    placements: Placements
    servers: dict[str, AgeGraphs]
    here: RoutedGraphs
    there: RoutedGraphs

    async def move(self, to: str) -> None:
        await self.tenants.move(self.servers, TENANT, to, lambda _: None)

    async def write(self, name: str) -> None:
        async with self.here.writing(TENANT) as store:
            await store.write(Batch((Vertex("Element", f"m@1#{name}", {"name": name}),)))

    async def elements(self, graphs: RoutedGraphs) -> list[str]:
        async with graphs.reading(TENANT) as store:
            return [str(row["uid"]) for row in await store.rows(ELEMENTS)]

    async def export(self) -> bytes:
        async with self.here.exporting(TENANT) as unit:
            return b"".join([line async for line in exported(unit, await header_of(unit, "1.0"))])

    async def readable(self) -> list[str]:
        """Return the servers on which the tenant can be read."""
        found = []
        for name, graphs in self.servers.items():
            try:
                async with graphs.reading(TENANT):
                    found.append(name)
            except (errors.TenantUnknown, errors.TenantRestoring, errors.TenantMoved):
                continue
        return found


@pytest_asyncio.fixture(scope="module")
async def two() -> AsyncIterator[Two]:
    with own_folder() as first, own_folder() as second, embedded.running(second) as url:
        settings = Settings(home=first, databases={"second": Database(url=SecretStr(url))}, pool_size=2)
        async with logins(settings) as main:
            everywhere = {MAIN: main, **await further(settings)}
            placements = Placements(main)
            tenants = DistributedTenants(
                {name: Tenants(found, schema) for name, found in everywhere.items()}, placements
            )
            await tenants.migrate()
            servers = {name: await AgeGraphs.open(found, settings) for name, found in everywhere.items()}
            here, there = RoutedGraphs(servers, tenants), RoutedGraphs(servers, tenants)
            yield Two(tenants, placements, servers, here, there)
            await here.close()


@pytest_asyncio.fixture
async def acme(two: Two) -> AsyncIterator[Two]:
    """Create a tenant on main, with an edge and some bytes."""
    await two.tenants.create(TENANT)
    async with two.here.writing(TENANT) as store:
        ends = Vertex("Element", "m@1#a", {"name": "ä"}), Vertex("Element", "m@1#b")
        await store.write(Batch(ends, (Edge("CONTAINS", "m@1#a", "m@1#b"),)))
        await store.content.put({hashlib.sha256(b"x").hexdigest(): b"x"})
    yield two
    if (place := await two.placements.of(TENANT)).goal is not None:
        await two.move(place.server)
    await two.tenants.retire(TENANT)


async def test_a_tenant_is_placed_where_it_is_asked_for(two: Two) -> None:
    await two.tenants.create("globex", on="second")
    try:
        async with two.there.writing("globex") as store:
            await store.write(Batch((Vertex("Element", "m@1#a"),)))
        assert [(one.name, one.server) for one in await two.tenants.list()] == [("globex", "second")]
        assert await two.tenants.places() == {MAIN: 0, "second": 1}
        for server in (MAIN, "second"):
            with pytest.raises(errors.TenantExists):
                await two.tenants.create("globex", on=server)
        with pytest.raises(errors.ServerUnknown):
            await two.tenants.create("other", on="third")
    finally:
        await two.tenants.retire("globex")
    assert await two.tenants.plans() == []
    assert (await two.here.health()).ready


async def test_a_migration_goes_to_every_database(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(schema, "upgrade", functools.partial(schema.upgrade, revision="0001"))
        await two.tenants.create("initech", on="second")
    try:
        plans = await two.tenants.plans()
        assert [(plan.tenant, plan.revision, plan.server) for plan in plans] == [("initech", "0001", "second")]
        told: list[Plan] = []
        await two.tenants.migrate(told.append)
        assert told == plans
        assert await two.tenants.plans() == []
    finally:
        await two.tenants.retire("initech")


async def test_who_moves_loses_nothing(acme: Two) -> None:
    before = await acme.export()
    assert await acme.elements(acme.there) == ["m@1#a", "m@1#b"]
    await acme.move("second")
    assert await acme.export() == before
    assert await acme.readable() == ["second"]
    assert await acme.elements(acme.there) == ["m@1#a", "m@1#b"]  # which has not been told
    await acme.write("c")
    await acme.move(MAIN)
    assert await acme.elements(acme.there) == ["m@1#a", "m@1#b", "m@1#c"]
    assert [(one.name, one.server) for one in await acme.tenants.list()] == [(TENANT, MAIN)]


async def test_who_is_away_is_unknown_everywhere(two: Two) -> None:
    for graphs in (two.here, two.there):
        with pytest.raises(errors.TenantUnknown):
            async with graphs.reading("nobody"):
                pass
    with pytest.raises(errors.TenantUnknown):
        await two.tenants.move(two.servers, "nobody", "second", lambda _: None)


class Crash(Exception):
    """Raised to simulate the end of the process."""


_STEPS = 10


@pytest.mark.parametrize("step", range(1, _STEPS + 1))
async def test_a_move_that_ended_at_any_step_goes_on(acme: Two, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    before, ended = await acme.export(), _ends_at(acme, monkeypatch, step)
    with pytest.raises(Crash):
        await acme.move("second")
    monkeypatch.undo()
    assert ended() == step
    assert len(await acme.readable()) <= 1
    await acme.move("second")
    assert await acme.readable() == ["second"]
    assert await acme.export() == before
    assert await acme.tenants.servers[MAIN].state(TENANT) is None
    await acme.write("c")


def _ends_at(two: Two, monkeypatch: pytest.MonkeyPatch, step: int):
    """End the move before its nth change, and return the number of changes."""
    steps = 0

    def counted(owner: object, name: str) -> None:
        work = getattr(owner, name)

        async def working(*given: object) -> object:
            nonlocal steps
            steps += 1
            if steps == step:
                raise Crash
            return await work(*given)

        monkeypatch.setattr(owner, name, working)

    for tenants in two.tenants.servers.values():
        for name in ("put", "create", "retire"):
            counted(tenants, name)
    counted(two.placements, "put")
    monkeypatch.setattr(two.tenants, "_placements", two.placements)
    original = AgeGraphs.restoring

    def restoring(graphs: AgeGraphs, tenant: str):
        nonlocal steps
        steps += 1
        if steps == step:
            raise Crash
        return original(graphs, tenant)

    monkeypatch.setattr(AgeGraphs, "restoring", restoring)
    return lambda: steps


async def test_a_move_can_be_given_up(acme: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    _ends_at(acme, monkeypatch, 5)
    with pytest.raises(Crash):
        await acme.move("second")
    monkeypatch.undo()
    assert await acme.elements(acme.here) == ["m@1#a", "m@1#b"]
    with pytest.raises(errors.TenantMoving):
        await acme.write("c")
    with pytest.raises(errors.TenantMoving):
        await acme.tenants.retire(TENANT)
    await acme.move(MAIN)
    await acme.write("c")
    assert await acme.tenants.servers["second"].state(TENANT) is None
    assert await acme.placements.of(TENANT) == Placement()


async def test_of_two_who_move_it_at_once_one_does(acme: Two) -> None:
    found = await asyncio.gather(acme.move("second"), acme.move("second"), return_exceptions=True)
    assert sorted(type(one).__name__ for one in found) == ["NoneType", "TenantMoving"]
    assert await acme.readable() == ["second"]


async def test_what_was_written_in_the_meantime_is_never_left_behind(acme: Two) -> None:
    """Refuse a write during the move, or move it too."""

    async def writing() -> list[str]:
        kept = []
        for number in range(30):
            try:
                await acme.write(f"w{number}")
                kept.append(f"m@1#w{number}")
            except errors.TenantMoving:
                await asyncio.sleep(0.01)
        return kept

    kept, _ = await asyncio.gather(writing(), acme.move("second"))
    assert set(await acme.elements(acme.there)) == {"m@1#a", "m@1#b", *kept}
    assert await acme.tenants.state(TENANT) is State.SERVING

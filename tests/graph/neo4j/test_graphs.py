"""Test what is Neo4j's own: deadlines, turns, consistent moments, and tenants in one graph."""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from pydantic import SecretStr

from graph import errors
from graph.neo4j.graphs import Neo4jGraphs
from graph.neo4j.schema import REVISION, statements
from graph.neo4j.unit import Place, Unit
from graph.portable import State
from graph.records import Batch, EndOfVertex, Vertex
from graph.tenants.plans import Plan
from settings import Settings
from tests.contract.queries import ELEMENT, ELEMENTS
from tests.fixtures.neo4j import settings_of

_SLOW = "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN count(*)"


@pytest_asyncio.fixture
async def hasty(neo4j_settings: Settings) -> AsyncIterator[Neo4jGraphs]:
    """Return graphs with short deadlines."""
    opened = await Neo4jGraphs.open(neo4j_settings)
    opened._seconds = 0.5
    yield opened
    await opened.close()


async def test_waiting_for_another_writer_has_a_deadline(
    neo4j_graphs: Neo4jGraphs, hasty: Neo4jGraphs, tenant: str
) -> None:
    async with neo4j_graphs.writing(tenant):
        begun = time.monotonic()
        with pytest.raises(errors.DeadlineExceeded):
            async with hasty.writing(tenant):
                pass
        assert time.monotonic() - begun < 10
    async with neo4j_graphs.writing(tenant) as store:  # the one that waited holds nothing
        await store.write(Batch((Vertex("Element", "m@1#a"),)))


async def test_a_slow_question_is_ended_and_the_next_is_answered(hasty: Neo4jGraphs, tenant: str) -> None:
    unit = Unit(Place(hasty._driver, None, tenant, 0.5), "share")
    await unit.begin(set(State))
    with pytest.raises(errors.DeadlineExceeded):
        await unit.ask(_SLOW)
    assert await unit.ask("RETURN 1") == [[1]]


async def test_a_moment_that_is_not_published_is_not_read(neo4j_graphs: Neo4jGraphs, tenant: str) -> None:
    """Simulate a crash between commit and publication; the next writer or start publishes the moment."""
    async with neo4j_graphs.writing(tenant) as store:
        await store.write(Batch((Vertex("Element", "m@1#a"),)))
        before = store.now
    driver = neo4j_graphs._driver
    async with neo4j_graphs.writing(tenant) as store:
        await store.write(Batch((Vertex("Element", "m@1#b"),), ends=()))
        later = store.now
    await driver.execute_query("MATCH (p:Published {tenant: $name}) SET p.moment = $at", name=tenant, at=before)
    async with neo4j_graphs.reading(tenant) as reading:
        assert reading.now == before
        assert await reading.rows(ELEMENTS) == [{"uid": "m@1#a"}]
    await neo4j_graphs.tenants.migrate()
    async with neo4j_graphs.reading(tenant) as reading:
        assert reading.now == later
        assert len(await reading.rows(ELEMENTS)) == 2


async def test_of_two_that_publish_at_once_the_later_moment_stays(neo4j_graphs: Neo4jGraphs, tenant: str) -> None:
    def publishing(moment: str) -> asyncio.Task[None]:
        unit = Unit(Place(neo4j_graphs._driver, None, tenant, 10), "tick", now=moment)
        return asyncio.create_task(unit._publish())

    early, late = "2100-01-01T00:00:00.000001Z", "2100-01-01T00:00:00.000002Z"
    async with neo4j_graphs._driver.session() as session, await session.begin_transaction() as holding:
        await (await holding.run("MATCH (p:Published {tenant: $name}) SET p.turn = true", name=tenant)).consume()
        tasks = []
        for moment in (late, early):
            tasks.append(publishing(moment))
            await asyncio.sleep(0.5)  # so that it stands in the line
        assert not any(task.done() for task in tasks)
    await asyncio.gather(*tasks)
    async with neo4j_graphs.reading(tenant) as reading:
        assert reading.now == late


async def test_who_has_written_does_not_wait_for_the_next_to_write(neo4j_graphs: Neo4jGraphs, tenant: str) -> None:
    following = neo4j_graphs.writing(tenant)
    async with neo4j_graphs.writing(tenant) as store:
        await store.write(Batch((Vertex("Element", "m@1#a"),)))
        entering = asyncio.create_task(following.__aenter__())
        await asyncio.sleep(0.5)
    await entering
    async with neo4j_graphs.reading(tenant) as reading:
        assert await reading.rows(ELEMENTS) == [{"uid": "m@1#a"}]
    await following.__aexit__(None, None, None)


async def test_an_end_that_comes_meanwhile_is_not_seen(neo4j_graphs: Neo4jGraphs, tenant: str) -> None:
    async with neo4j_graphs.writing(tenant) as store:
        await store.write(Batch((Vertex("Element", "m@1#a"),)))
    async with neo4j_graphs.reading(tenant) as reading:
        async with neo4j_graphs.writing(tenant) as store:
            await store.write(Batch(ends=(EndOfVertex("m@1#a"),)))
        [row] = await reading.rows(ELEMENT, uid="m@1#a")
    assert "until" not in row["element"]


async def test_a_cancelled_writer_lets_go(neo4j_graphs: Neo4jGraphs, tenant: str) -> None:
    entered = asyncio.Event()

    async def write() -> None:
        async with neo4j_graphs.writing(tenant) as store:
            await store.write(Batch((Vertex("Element", "m@1#lost"),)))
            entered.set()
            await asyncio.sleep(60)

    task = asyncio.create_task(write())
    await entered.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with neo4j_graphs.writing(tenant) as store:
        assert await store.rows(ELEMENTS) == []


async def test_what_a_tenant_held_goes_with_it(neo4j_graphs: Neo4jGraphs, tenant: str) -> None:
    leaving = f"{tenant}-leaving"
    await neo4j_graphs.tenants.create(leaving)
    async with neo4j_graphs.writing(leaving) as store:
        await store.write(Batch((Vertex("Element", "m@1#a", {"name": "Something"}),)))
    await neo4j_graphs.tenants.retire(leaving)
    found = await neo4j_graphs._driver.execute_query(
        "MATCH (n) WHERE n.tenant = $tenant OR n.name = $tenant RETURN count(n)", tenant=leaving
    )
    assert found.records[0][0] == 0
    with pytest.raises(errors.TenantUnknown):
        await neo4j_graphs.tenants.retire(leaving)


async def test_nobody_there_is_unreachable() -> None:
    with pytest.raises(errors.StoreUnreachable):
        await Neo4jGraphs.open(settings_of("bolt://neo4j:x@127.0.0.1:1"))


@pytest.mark.parametrize("url", [None, "", "http://here:secret@x", "bolt://"])
async def test_a_url_that_is_none_is_unfit_and_keeps_its_secret(url: str | None) -> None:
    settings = Settings(store="neo4j", neo4j_url=None if url is None else SecretStr(url), statement_seconds=1)
    with pytest.raises(errors.GraphError) as caught:
        await Neo4jGraphs.open(settings)
    assert "secret" not in str(caught.value)


async def test_a_wrong_password_is_told_without_it(neo4j_settings: Settings) -> None:
    wrong = neo4j_settings.model_copy(update={"neo4j_user": "neo4j", "neo4j_password": SecretStr("s3cret-wrong")})
    with pytest.raises(errors.StoreUnreachable) as caught:
        await Neo4jGraphs.open(wrong)
    assert "s3cret-wrong" not in str(caught.value)


async def test_the_schema_may_be_made_again(neo4j_graphs: Neo4jGraphs) -> None:
    await neo4j_graphs.tenants.migrate()
    assert await neo4j_graphs.tenants.plans() == []
    assert len(set(statements())) == len(list(statements()))


async def test_a_tenant_of_an_earlier_release_is_brought_to_this_one(neo4j_graphs: Neo4jGraphs, tenant: str) -> None:
    await _put(neo4j_graphs, tenant, "1")
    with pytest.raises(errors.TenantMigrating):
        async with neo4j_graphs.reading(tenant):
            pass
    told: list[Plan] = []
    await neo4j_graphs.tenants.migrate(told.append)
    assert told == [Plan(tenant, "1", REVISION)]
    async with neo4j_graphs.reading(tenant):
        pass


async def test_a_tenant_that_a_newer_release_has_changed_is_refused(neo4j_graphs: Neo4jGraphs, tenant: str) -> None:
    await _put(neo4j_graphs, tenant, "999")
    try:
        with pytest.raises(errors.StoreNewer, match=f"{tenant} at 999, this release at {REVISION}"):
            await neo4j_graphs.tenants.migrate()
        with pytest.raises(errors.StoreNewer):
            async with neo4j_graphs.reading(tenant):
                pass
        assert "A newer release" in str((await neo4j_graphs.health()).checks["migrations"])
    finally:
        await _put(neo4j_graphs, tenant, REVISION)


async def _put(graphs: Neo4jGraphs, tenant: str, revision: str) -> None:
    await graphs._driver.execute_query(
        "MATCH (t:Tenant {name: $name}) SET t.revision = $revision", name=tenant, revision=revision
    )

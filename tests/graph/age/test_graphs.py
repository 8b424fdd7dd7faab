"""Test the faults of connections: slowness, loss, and a process that dies in the middle."""

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import psycopg
import pytest
import pytest_asyncio

from graph import errors, shares
from graph.age import schema
from graph.age.graphs import AgeGraphs
from graph.logins import Logins, logins
from graph.records import Batch, Edge, Vertex
from graph.store import Graphs
from graph.tenants.administration import Tenants
from graph.tenants.names import graph_name
from settings import Settings
from tests.contract.queries import ELEMENTS, query

_ROOT = Path(__file__).parents[3]
_SLOW = query("UNWIND range(1, 5000) AS a UNWIND range(1, 5000) AS b RETURN count(b)", "", "number")
_HALF_WAY = """
import asyncio, sys
from graph.age.graphs import AgeGraphs
from graph.logins import Logins
from graph.records import Batch, Vertex
from settings import Settings

async def main(service, admin, tenant):
    graphs = await AgeGraphs.open(Logins(service=service, admin=admin), Settings())
    async with graphs.writing(tenant) as store:
        await store.write(Batch(tuple(Vertex("Element", f"m@1#{n}") for n in range(1000))))
        await store.content.put({})
        print("half-way", flush=True)
        await asyncio.sleep(60)

asyncio.run(main(*sys.argv[1:]))
"""


@pytest_asyncio.fixture
async def hasty(store_logins: Logins) -> AsyncIterator[AgeGraphs]:
    """Return graphs with one connection and short deadlines."""
    opened = await AgeGraphs.open(store_logins, Settings(statement_seconds=0.3, pool_size=1))
    yield opened
    await opened.close()


async def test_a_question_that_takes_too_long_is_ended_and_its_connection_with_it(
    hasty: AgeGraphs, tenant: str
) -> None:
    with pytest.raises(errors.DeadlineExceeded):  # noqa: PT012
        async with hasty.reading(tenant) as store:
            first = store.connection
            with pytest.raises(errors.DeadlineExceeded):
                await store.rows(_SLOW)
            await store.rows(ELEMENTS)
    assert first.closed
    async with hasty.reading(tenant) as store:
        assert store.connection is not first
        assert await store.rows(ELEMENTS) == []


async def test_waiting_for_another_writer_ends_too(
    hasty: AgeGraphs, graphs: Graphs, tenant: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shares, "WAIT_SECONDS", 0.3)
    async with graphs.writing(tenant):
        with pytest.raises(errors.DeadlineExceeded):
            async with hasty.writing(tenant):
                pass


async def test_waiting_for_another_writer_is_no_part_of_the_deadline(
    hasty: AgeGraphs, graphs: Graphs, tenant: str
) -> None:
    async def write() -> None:
        async with hasty.writing(tenant) as store:
            assert store.now

    async with graphs.writing(tenant):
        waiting = asyncio.create_task(write())
        await asyncio.sleep(1)  # more than three statements may take
        assert not waiting.done()
    await waiting


async def test_who_finds_no_connection_in_time_is_told(
    hasty: AgeGraphs, tenant: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shares, "WAIT_SECONDS", 0.3)
    async with hasty.reading(tenant):
        with pytest.raises(errors.Busy):
            async with hasty.reading(tenant):
                pass


async def test_a_cancelled_question_leaves_a_sound_pool(hasty: AgeGraphs, tenant: str) -> None:
    async def ask() -> None:
        async with hasty.reading(tenant) as store:
            await store.rows(_SLOW)

    task = asyncio.create_task(ask())
    await asyncio.sleep(0.1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with hasty.reading(tenant) as store:
        assert await store.rows(ELEMENTS) == []


async def test_a_server_that_is_gone_is_unreachable(home: Path) -> None:
    settings = Settings(home=home, statement_seconds=1)
    async with logins(settings) as found:
        await Tenants(found, schema).migrate()
        await Tenants(found, schema).create("demo")
        graphs = await AgeGraphs.open(found, settings)
        async with graphs.reading("demo") as store:
            assert store.tenant == "demo"
    with pytest.raises(errors.StoreUnreachable):
        async with graphs.reading("demo"):
            pass
    health = await graphs.health()
    await graphs.close()
    assert not health.ready
    assert "does not answer" in str(health.checks["database"])


async def test_a_server_that_never_was_is_unreachable() -> None:
    nowhere = "host=/nowhere user=nobody"
    with pytest.raises(errors.StoreUnreachable):
        await AgeGraphs.open(Logins(nowhere, nowhere), Settings(statement_seconds=0.5))


async def test_a_write_that_is_killed_half_way_leaves_nothing(
    graphs: Graphs, store_logins: Logins, tenant: str
) -> None:
    arguments = [sys.executable, "-c", _HALF_WAY, store_logins.service, store_logins.admin, tenant]
    process = await asyncio.create_subprocess_exec(*arguments, cwd=_ROOT, stdout=asyncio.subprocess.PIPE)
    assert process.stdout
    assert await process.stdout.readline() == b"half-way\n"
    process.kill()
    await process.wait()
    async with graphs.writing(tenant) as store:
        assert await store.rows(ELEMENTS) == []
        assert (await store.write(Batch((Vertex("Element", "m@1#0"),)))).vertices == 1


@pytest.mark.parametrize("table", ["Element", "Anchor", "CONTAINS"])
async def test_rows_that_the_database_drops_are_noticed(
    graphs: Graphs, store_logins: Logins, tenant: str, table: str
) -> None:
    with psycopg.connect(store_logins.admin) as connection:
        connection.execute(f"SET search_path = {graph_name(tenant)}, ag_catalog")
        connection.execute("CREATE FUNCTION dropped() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'")
        connection.execute(f'CREATE TRIGGER dropped BEFORE INSERT ON "{table}" FOR EACH ROW EXECUTE FUNCTION dropped()')
    vertices = (Vertex("Element", "m@1#a"), Vertex("Element", "m@1#b"), Vertex("Anchor", "anchor:x:y"))
    with pytest.raises(errors.WriteLost, match=table if table != "Anchor" else "anchor"):
        async with graphs.writing(tenant) as store:
            await store.write(Batch(vertices, (Edge("CONTAINS", "m@1#a", "m@1#b"),)))
    async with graphs.reading(tenant) as store:
        assert await store.rows(ELEMENTS) == []


async def test_plans_survive_a_change_of_tenant(hasty: AgeGraphs, tenants: Tenants, tenant: str) -> None:
    await tenants.create("second")
    try:
        for round_ in range(8):
            for name in (tenant, "second"):
                async with hasty.writing(name) as store:
                    await store.write(Batch((Vertex("Element", f"m@1#{round_}-{name}"),)))
                async with hasty.reading(name) as store:
                    rows = await store.rows(ELEMENTS)
                    assert {row["uid"].partition("-")[2] for row in rows} == {name}
                    assert len(rows) == round_ + 1
    finally:
        await tenants.retire("second")

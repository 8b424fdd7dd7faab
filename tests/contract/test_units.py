"""Test a unit of work: a transaction, a tenant, a moment."""

import asyncio
import re

import pytest

from graph import errors
from graph.records import Batch, EndOfEdge, Vertex
from graph.store import SearchQuery
from graph.tenants.administration import Tenants
from tests.contract.conftest import Backend
from tests.contract.queries import COUNT, ELEMENT, ELEMENTS, MANY, TENANTS


async def test_a_row_is_its_columns_and_a_vertex_its_properties_with_its_label(backend: Backend) -> None:
    now = await backend.write(Vertex("Element", "m@1#a", {"name": "Ä", "line": 3, "spans": [1, 2], "ratio": 0.5}))
    async with backend.graphs.reading(backend.tenant) as store:
        rows = await store.rows(ELEMENT, uid="m@1#a")
    own = {"tenant": backend.tenant, "uid": "m@1#a", "recordedAt": now, "label": "Element"}
    assert rows == [{"element": {"name": "Ä", "line": 3, "spans": [1, 2], "ratio": 0.5, **own}}]


async def test_vertices_are_plain_inside_lists_too(backend: Backend) -> None:
    await backend.write(Vertex("Element", "m@1#a"), Vertex("Element", "m@1#b"))
    async with backend.graphs.reading(backend.tenant) as store:
        [row] = await store.rows(COUNT)
    assert row["number"] == 2
    assert sorted(one["uid"] for one in row["elements"]) == ["m@1#a", "m@1#b"]
    assert {one["label"] for one in row["elements"]} == {"Element"}


async def test_many_are_loaded_by_uid(backend: Backend) -> None:
    await backend.write(*(Vertex("Element", f"m@1#{number}") for number in range(5)))
    async with backend.graphs.reading(backend.tenant) as store:
        rows = await store.rows(MANY, uids=["m@1#3", "m@1#1", "m@1#none"])
    assert {row["uid"]: row["element"]["uid"] for row in rows} == {"m@1#1": "m@1#1", "m@1#3": "m@1#3"}


async def test_parameters_must_be_those_of_the_query(backend: Backend) -> None:
    async with backend.graphs.reading(backend.tenant) as store:
        with pytest.raises(TypeError, match="takes"):
            await store.rows(ELEMENT, other="x")
        with pytest.raises(TypeError, match="takes"):
            await store.rows(ELEMENT, uid="x", tenant="someone-else")


@pytest.mark.parametrize(
    "hostile", ["'; DROP TABLE x; --", '"}) RETURN 1 //', "$$", "$c$", "\\", "%s", "{x}", "\u202e", "\\u0000"]
)
async def test_hostile_text_is_only_text(backend: Backend, hostile: str) -> None:
    await backend.write(Vertex("Element", f"m@1#{hostile}", {"name": hostile}))
    async with backend.graphs.reading(backend.tenant) as store:
        [row] = await store.rows(ELEMENT, uid=f"m@1#{hostile}")
        assert row["element"]["name"] == hostile
        assert await store.rows(ELEMENT, uid=hostile) == []


@pytest.mark.parametrize("unstorable", ["a\0b", "\ud800"])
async def test_text_that_no_database_takes_is_refused(backend: Backend, unstorable: str) -> None:
    async with backend.graphs.reading(backend.tenant) as store:
        with pytest.raises(errors.BatchRefused):
            await store.rows(ELEMENT, uid=unstorable)


async def test_an_exception_in_the_unit_leaves_nothing(backend: Backend) -> None:
    before = await backend.write(Vertex("Element", "m@1#kept"))
    with pytest.raises(ZeroDivisionError):  # noqa: PT012
        async with backend.graphs.writing(backend.tenant) as store:
            await store.write(Batch((Vertex("Element", "m@1#lost"),)))
            raise ZeroDivisionError
    async with backend.graphs.reading(backend.tenant) as store:
        assert await store.rows(ELEMENTS) == [{"uid": "m@1#kept"}]
        assert store.now == before


async def test_a_unit_that_failed_cannot_be_kept(backend: Backend) -> None:
    await backend.write(Vertex("Actor", "actor:i|s", {"issuer": "i"}))
    with pytest.raises(errors.VertexDiffers):  # noqa: PT012
        async with backend.graphs.writing(backend.tenant) as store:
            await store.write(Batch((Vertex("Element", "m@1#lost"),)))
            with pytest.raises(errors.VertexDiffers):
                await store.write(Batch((Vertex("Actor", "actor:i|s", {"issuer": "j"}),)))
    async with backend.graphs.reading(backend.tenant) as store:
        assert await store.rows(ELEMENTS) == []


async def test_a_reading_unit_sees_one_snapshot(backend: Backend) -> None:
    await backend.write(Vertex("Element", "m@1#a"))
    async with backend.graphs.reading(backend.tenant) as store:
        before = store.now
        later = await backend.write(Vertex("Element", "m@1#b"))
        assert await store.rows(ELEMENTS) == [{"uid": "m@1#a"}]
        assert store.now == before < later


async def test_a_reading_unit_cannot_write(backend: Backend) -> None:
    async with backend.graphs.reading(backend.tenant) as store:
        with pytest.raises(errors.GraphError):
            await store.write(Batch((Vertex("Element", "m@1#a"),)))


async def test_moments_are_iso_and_concurrent_writers_get_strictly_increasing_ones(backend: Backend) -> None:
    async def write(number: int) -> str:
        return await backend.write(Vertex("Element", f"m@1#{number}"))

    moments = await asyncio.gather(*(write(number) for number in range(12)))
    assert len(set(moments)) == 12
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", moment) for moment in moments)
    again = [await write(number) for number in range(12, 20)]
    assert sorted(again) == again
    assert min(again) > max(moments)


async def test_writers_of_one_tenant_take_turns(backend: Backend) -> None:
    entered: list[str] = []

    async def write(name: str) -> None:
        async with backend.graphs.writing(backend.tenant) as store:
            entered.append(f"{name} in")
            await store.write(Batch((Vertex("Element", f"m@1#{name}"),)))
            await asyncio.sleep(0.05)
            entered.append(f"{name} out")

    await asyncio.gather(write("a"), write("b"), write("c"))
    assert [one.split()[1] for one in entered] == ["in", "out"] * 3


async def test_tasks_can_share_a_reading_unit(backend: Backend) -> None:
    await backend.write(*(Vertex("Element", f"m@1#{number}") for number in range(20)))
    async with backend.graphs.reading(backend.tenant) as store:
        found = await asyncio.gather(*(store.rows(ELEMENT, uid=f"m@1#{number}") for number in range(20)))
    assert [rows[0]["element"]["uid"] for rows in found] == [f"m@1#{number}" for number in range(20)]


async def test_a_tenant_sees_only_its_own(backend: Backend, tenants: Tenants) -> None:
    await backend.write(Vertex("Element", "m@1#a"))
    other = f"{backend.tenant}-other"
    await tenants.create(other)
    try:
        async with backend.graphs.writing(other) as store:
            await store.write(Batch((Vertex("Element", "m@1#other"),)))
        async with backend.graphs.reading(other) as store:
            assert await store.rows(TENANTS) == [{"tenant": other}]
            assert (await store.search(SearchQuery("m@1#a"))).total == 0
    finally:
        await tenants.retire(other)


async def test_an_unknown_tenant_is_an_error_at_once(backend: Backend) -> None:
    with pytest.raises(errors.TenantUnknown):
        async with backend.graphs.reading("nobody"):
            pass
    with pytest.raises(errors.TenantUnknown):
        async with backend.graphs.writing("nobody"):
            pass


@pytest.mark.parametrize("name", ["", "x", "A", "1a", "a_b", "a-", 'a"b', "a" * 41])
async def test_a_name_that_is_none_is_refused(backend: Backend, name: str) -> None:
    with pytest.raises(errors.TenantNameRefused):
        async with backend.graphs.reading(name):
            pass


async def test_a_healthy_store_is_ready(backend: Backend) -> None:
    health = await backend.graphs.health()
    assert health.ready
    assert health.checks


async def test_ends_of_nothing_change_nothing(backend: Backend) -> None:
    await backend.write(Vertex("Anchor", "anchor:bpmn:process:P"), Vertex("Element", "m@1#a"))
    async with backend.graphs.writing(backend.tenant) as store:
        written = await store.write(Batch(ends=(EndOfEdge("RESOLVES_TO", "anchor:bpmn:process:P", "m@1#a"),)))
    assert written.ended == 0

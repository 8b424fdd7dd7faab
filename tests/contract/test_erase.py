"""Test that an erasure removes its records for good and leaves all others."""

import hashlib

import pytest

from graph import errors
from graph.records import Batch, Edge, EndOfEdge, Vertex, Written
from graph.store import Direction, ReachQuery
from graph.tenants.administration import Tenants
from tests.contract.conftest import Backend
from tests.contract.queries import ELEMENTS, RESOLUTIONS

ANCHOR = "anchor:bpmn:process:P"
GONE = ("m@1", "m@1#a", "m@1#b")


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


OWN, SHARED, KEPT = (b"of one only", b"of both", b"of the other")


def _source(content: bytes) -> Vertex:
    return Vertex("Source", f"source:sha256:{_digest(content)}", {"digest": _digest(content), "size": len(content)})


def _artefact(build: str, path: str, content: bytes) -> Vertex:
    return Vertex("Artefact", f"artefact:{build}/{path}", {"path": path, "digest": _digest(content)})


async def _two_models(backend: Backend) -> None:
    await backend.write(
        Vertex("Model", "m"),
        *(Vertex(label, uid) for uid, label in zip(GONE, ("Version", "Element", "Element"), strict=True)),
        Vertex("Anchor", ANCHOR, {"target": "P"}),
        Vertex("Version", "n@1"),
        Vertex("Element", "n@1#c"),
        Edge("VERSION_OF", "m@1", "m"),
        Edge("STATED_IN", "m@1#a", "m@1"),
        Edge("CONTAINS", "m@1#a", "m@1#b"),
        Edge("CONTAINS", "m@1#b", "m@1#b"),
        Edge("RESOLVES_TO", ANCHOR, "m@1#a"),
        Edge("REFERS_TO", "n@1#c", ANCHOR),
        Edge("STATED_IN", "n@1#c", "n@1"),
    )


async def _erase(backend: Backend, *uids: str) -> Written:
    async with backend.graphs.writing(backend.tenant) as store:
        return await store.erase(uids)


async def test_vertices_go_with_all_their_edges(backend: Backend) -> None:
    await _two_models(backend)
    assert await _erase(backend, *GONE) == Written(vertices=3, edges=5, ended=0)
    async with backend.graphs.reading(backend.tenant) as store:
        assert [row["uid"] for row in await store.rows(ELEMENTS)] == ["n@1#c"]
        assert await store.rows(RESOLUTIONS) == []
        reached = await store.reach(ReachQuery(start=("n@1#c",), direction=Direction.LINEAGE))
        assert {each.vertex["uid"] for each in reached.page} == {"n@1#c", ANCHOR, "n@1"}
        with pytest.raises(errors.VertexUnknown):
            await store.reach(ReachQuery(start=("m@1#a",), direction=Direction.IMPACT))


async def test_what_is_unknown_is_passed_over(backend: Backend) -> None:
    await _two_models(backend)
    await _erase(backend, *GONE)
    assert await _erase(backend, *GONE, "m@7", "no uid", "", "x'; --", 'q"@1') == Written(0, 0, 0)
    assert await _erase(backend) == Written(0, 0, 0)


async def test_the_same_uid_may_be_named_twice_and_written_again(backend: Backend) -> None:
    await _two_models(backend)
    assert (await _erase(backend, "m@1#b", "m@1#b")).vertices == 1
    await backend.write(Vertex("Element", "m@1#b", {"name": "other"}))
    async with backend.graphs.reading(backend.tenant) as store:
        assert "m@1#b" in {row["uid"] for row in await store.rows(ELEMENTS)}


async def test_an_ended_edge_goes_too(backend: Backend) -> None:
    await _two_models(backend)
    async with backend.graphs.writing(backend.tenant) as store:
        await store.write(Batch(ends=(EndOfEdge("RESOLVES_TO", ANCHOR, "m@1#a"),)))
    await backend.write(Edge("RESOLVES_TO", ANCHOR, "m@1#a"))
    assert await _erase(backend, ANCHOR) == Written(vertices=1, edges=3, ended=0)


async def test_bytes_go_with_the_last_vertex_that_names_them(backend: Backend) -> None:
    async with backend.graphs.writing(backend.tenant) as store:
        await store.content.put({_digest(content): content for content in (OWN, SHARED, KEPT)})
    shared = _artefact("1" * 16, "shared", SHARED)
    await backend.write(
        _source(OWN), _source(SHARED), shared, _artefact("1" * 16, "own", OWN), _artefact("2" * 16, "kept", KEPT)
    )
    await _erase(backend, _source(OWN).uid, _source(SHARED).uid)
    async with backend.graphs.reading(backend.tenant) as store:
        assert len(await store.content.get([_digest(content) for content in (OWN, SHARED, KEPT)])) == 3
    await _erase(backend, shared.uid, f"artefact:{'1' * 16}/own")
    async with backend.graphs.reading(backend.tenant) as store:
        assert await store.content.get([_digest(KEPT)]) == {_digest(KEPT): KEPT}
        for gone in (OWN, SHARED):
            with pytest.raises(errors.ContentUnknown):
                await store.content.get([_digest(gone)])


async def test_another_tenant_keeps_what_has_the_same_ids(backend: Backend, tenants: Tenants) -> None:
    other = Backend(backend.graphs, f"{backend.tenant}-kept")
    await tenants.create(other.tenant)
    try:
        for each in (backend, other):
            await _two_models(each)
        await _erase(backend, *GONE)
        async with backend.graphs.reading(other.tenant) as store:
            assert [row["uid"] for row in await store.rows(ELEMENTS)] == ["m@1#a", "m@1#b", "n@1#c"]
            assert len(await store.rows(RESOLUTIONS)) == 1
    finally:
        await tenants.retire(other.tenant)


async def test_an_erasure_is_undone_with_its_unit(backend: Backend) -> None:
    await _two_models(backend)
    with pytest.raises(ZeroDivisionError):  # noqa: PT012
        async with backend.graphs.writing(backend.tenant) as store:
            await store.erase(GONE)
            raise ZeroDivisionError
    assert (await _erase(backend, *GONE)).vertices == 3


async def test_a_reading_unit_erases_nothing(backend: Backend) -> None:
    await _two_models(backend)
    async with backend.graphs.reading(backend.tenant) as store:
        with pytest.raises(errors.GraphError):
            await store.erase(GONE)
    assert (await _erase(backend, *GONE)).vertices == 3

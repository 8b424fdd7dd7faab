"""Test that erasing in blocks leaves no more than erasing at once."""

import hashlib

import pytest

from graph import errors
from graph.records import Batch, Edge, Vertex, Written
from graph.store import Graphs


async def test_blocks_leave_nothing_between_them(graphs: Graphs, tenant: str, monkeypatch: pytest.MonkeyPatch) -> None:
    content = b"named by vertices of two blocks"
    digest = hashlib.sha256(content).hexdigest()
    paths = [f"artefact:{'1' * 16}/{number}" for number in range(5)]
    async with graphs.writing(tenant) as store:
        await store.content.put({digest: content})
        files = tuple(Vertex("Artefact", uid, {"path": uid, "digest": digest}) for uid in paths)
        build = Vertex("Build", "build:" + "1" * 16)
        await store.write(Batch((build, *files), tuple(Edge("GENERATED_BY", uid, build.uid) for uid in paths)))
    monkeypatch.setattr("graph.age.erase._BLOCK", 2)
    async with graphs.writing(tenant) as store:
        assert await store.erase([*paths, build.uid]) == Written(vertices=6, edges=5, ended=0)
    async with graphs.reading(tenant) as store:
        with pytest.raises(errors.ContentUnknown):
            await store.content.get([digest])

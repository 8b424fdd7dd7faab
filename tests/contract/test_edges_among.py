"""Test the edges among given vertices, counted and paged."""

import pytest

from graph.records import Batch, Edge, EndOfEdge, Vertex
from graph.store import Link
from tests.contract.conftest import Backend

ANCHOR = "anchor:bpmn:process:P"
ELEMENTS = [Vertex("Element", f"m@1#{name}") for name in "abcd"]
EDGES = [
    Edge("CONTAINS", "m@1#a", "m@1#b"),
    Edge("CONTAINS", "m@1#a", "m@1#c"),
    Edge("FLOWS_TO", "m@1#b", "m@1#c"),
    Edge("REFERS_TO", "m@1#b", ANCHOR, {"kind": "calls"}),
    Edge("RESOLVES_TO", ANCHOR, "m@1#a"),
    Edge("CONTAINS", "m@1#d", "m@1#a"),
]
ASKED = ["m@1#a", "m@1#b", "m@1#c", ANCHOR]


@pytest.fixture
async def written(backend: Backend) -> str:
    return await backend.write(*ELEMENTS, Vertex("Anchor", ANCHOR), *EDGES)


async def test_only_edges_with_both_ends(backend: Backend, written: str) -> None:
    async with backend.graphs.reading(backend.tenant) as store:
        total, links = await store.edges_among(ASKED)
    assert total == 5
    assert [(link.start, link.kind, link.end) for link in links] == sorted(
        (edge.start, edge.kind, edge.end) for edge in EDGES[:5]
    )
    assert Link("REFERS_TO", "m@1#b", ANCHOR, {"kind": "calls", "recordedAt": written}) in links


async def test_pages_are_parts_of_the_whole(backend: Backend, written: str) -> None:
    async with backend.graphs.reading(backend.tenant) as store:
        _, whole = await store.edges_among(ASKED)
        pages: list[Link] = []
        after = None
        while True:
            total, page = await store.edges_among(ASKED, first=2, after=after)
            assert total == 5
            if not page:
                break
            pages.extend(page)
            after = (page[-1].start, page[-1].kind, page[-1].end)
    assert pages == list(whole)


async def test_as_of_counts_what_stood_then(backend: Backend, written: str) -> None:
    async with backend.graphs.writing(backend.tenant) as store:
        end = EndOfEdge("RESOLVES_TO", ANCHOR, "m@1#a")
        await store.write(Batch(edges=(Edge("FLOWS_TO", "m@1#c", "m@1#b"),), ends=(end,)))
    async with backend.graphs.reading(backend.tenant) as store:
        then, _ = await store.edges_among(ASKED, as_of=written)
        now, links = await store.edges_among(ASKED)
    assert (then, now) == (5, 5)
    assert "RESOLVES_TO" not in {link.kind for link in links}


async def test_no_vertices_have_no_edges(backend: Backend, written: str) -> None:
    async with backend.graphs.reading(backend.tenant) as store:
        assert await store.edges_among([]) == (0, [])
        assert await store.edges_among(["m@1#none"]) == (0, [])

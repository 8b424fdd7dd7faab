"""Search by name and id."""

import pytest

from graph.records import Vertex
from graph.store import SearchQuery
from tests.contract.conftest import Backend

VERTICES = [
    Vertex("Model", "shipping"),
    Vertex("Element", "m@1#ship", {"name": "Ship goods", "kind": "task", "folded": "<x/>"}),
    Vertex("Element", "m@1#1", {"name": "ship", "kind": "event"}),
    Vertex("Element", "m@1#2", {"name": "Prepare SHIPment", "kind": "task"}),
    Vertex("Element", "m@1#3", {"name": "100%_\\ sure", "kind": "task"}),
    Vertex("Element", "m@1#4", {"name": "Größe ändern", "kind": "task"}),
    Vertex("Anchor", "anchor:bpmn:process:P", {"target": "P"}),
]


@pytest.fixture(autouse=True)
async def _written(backend: Backend) -> None:
    await backend.write(*VERTICES)


async def _uids(
    backend: Backend, text: str, *, labels: frozenset[str] = frozenset(), kinds: frozenset[str] = frozenset()
) -> list[str]:
    async with backend.graphs.reading(backend.tenant) as store:
        hits = await store.search(SearchQuery(text, labels=labels, kinds=kinds))
    assert hits.total == len(hits.page)
    assert not hits.has_next
    return [hit.vertex["uid"] for hit in hits.page]


async def test_the_best_come_first(backend: Backend) -> None:
    assert await _uids(backend, "ship") == ["m@1#1", "m@1#ship", "m@1#2", "shipping"]


@pytest.mark.parametrize("text", ["%", "_", "\\", "100%_\\", "0%"])
async def test_wildcards_are_plain_characters(backend: Backend, text: str) -> None:
    assert await _uids(backend, text) == ["m@1#3"]


@pytest.mark.parametrize("text", ["GRÖSSE", "größe", "GRÖßE", "ÄNDERN"])
async def test_case_does_not_matter(backend: Backend, text: str) -> None:
    assert await _uids(backend, text) == ([] if text == "GRÖSSE" else ["m@1#4"])


async def test_labels_and_kinds_choose(backend: Backend) -> None:
    assert await _uids(backend, "ship", labels=frozenset({"Model"})) == ["shipping"]
    assert await _uids(backend, "ship", kinds=frozenset({"task"})) == ["m@1#ship", "m@1#2"]
    assert await _uids(backend, "ship", labels=frozenset({"Model"}), kinds=frozenset({"task"})) == []


async def test_pages(backend: Backend) -> None:
    async with backend.graphs.reading(backend.tenant) as store:
        first = await store.search(SearchQuery("ship", first=3))
        rest = await store.search(SearchQuery("ship", first=3, after=3))
        beyond = await store.search(SearchQuery("ship", first=3, after=9))
    assert (first.total, len(first.page), first.has_next) == (4, 3, True)
    assert (rest.total, [hit.vertex["uid"] for hit in rest.page], rest.has_next) == (4, ["shipping"], False)
    assert (beyond.total, beyond.page, beyond.has_next) == (4, [], False)


async def test_a_hit_has_its_label_and_not_the_folded_text(backend: Backend) -> None:
    async with backend.graphs.reading(backend.tenant) as store:
        [hit] = (await store.search(SearchQuery("Ship goods"))).page
    assert hit.vertex["label"] == "Element"
    assert "folded" not in hit.vertex


@pytest.mark.parametrize("text", ["\0", "'; DROP TABLE x; --", "no such thing"])
async def test_nothing_is_found_by_what_is_not_there(backend: Backend, text: str) -> None:
    assert await _uids(backend, text) == []

"""Test writing a batch: all of it once, or nothing."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph import errors
from graph.records import Batch, Edge, EndOfEdge, EndOfVertex, Vertex, Written
from graph.store import Direction, ReachQuery
from tests.contract.conftest import Backend
from tests.contract.queries import ELEMENT, ELEMENTS, RESOLUTIONS
from tests.fixtures.laws import examples

ANCHOR = "anchor:bpmn:process:P"
MODEL = Batch(
    vertices=(
        Vertex("Model", "m"),
        Vertex("Version", "m@1", {"number": 1}),
        Vertex("Element", "m@1#a", {"name": "a"}),
        Vertex("Element", "m@1#b", {"name": "b"}),
        Vertex("Anchor", ANCHOR, {"target": "P"}),
    ),
    edges=(
        Edge("VERSION_OF", "m@1", "m"),
        Edge("STATED_IN", "m@1#a", "m@1"),
        Edge("STATED_IN", "m@1#b", "m@1"),
        Edge("CONTAINS", "m@1#a", "m@1#b"),
        Edge("RESOLVES_TO", ANCHOR, "m@1#a", {"ambiguous": True}),
    ),
)


async def _write(backend: Backend, batch: Batch) -> Written:
    async with backend.graphs.writing(backend.tenant) as store:
        return await store.write(batch)


async def _refused(backend: Backend, batch: Batch, error: type[errors.GraphError]) -> None:
    """Check that a batch is refused together with a valid element in it."""
    with pytest.raises(error):
        await _write(backend, Batch((Vertex("Element", "w@1#witness"), *batch.vertices), batch.edges, batch.ends))
    async with backend.graphs.reading(backend.tenant) as store:
        assert await store.rows(ELEMENT, uid="w@1#witness") == []


async def test_what_is_written_is_counted_once(backend: Backend) -> None:
    assert await _write(backend, MODEL) == Written(vertices=5, edges=5, ended=0)
    assert await _write(backend, MODEL) == Written(vertices=0, edges=0, ended=0)


async def test_an_empty_batch_is_nothing(backend: Backend) -> None:
    assert await _write(backend, Batch()) == Written(0, 0, 0)


async def test_writing_again_writes_what_is_new(backend: Backend) -> None:
    await _write(backend, MODEL)
    more = Batch(
        (*MODEL.vertices, Vertex("Element", "m@1#c"), Vertex("Actor", "actor:i|s")),
        (*MODEL.edges, Edge("CONTAINS", "m@1#a", "m@1#c"), Edge("BY", "m@1", "actor:i|s")),
    )
    assert await _write(backend, more) == Written(vertices=2, edges=2, ended=0)


async def test_recorded_at_is_that_of_the_first_write(backend: Backend) -> None:
    first = await backend.write(Vertex("Element", "m@1#a"))
    await backend.write(Vertex("Element", "m@1#a"), Vertex("Element", "m@1#b"))
    async with backend.graphs.reading(backend.tenant) as store:
        [row] = await store.rows(ELEMENT, uid="m@1#a")
    assert row["element"]["recordedAt"] == first


async def test_edges_find_what_was_written_before(backend: Backend) -> None:
    await _write(backend, Batch(MODEL.vertices))
    assert await _write(backend, Batch(edges=MODEL.edges)) == Written(vertices=0, edges=5, ended=0)


@pytest.mark.parametrize("label", ["Element", "Anchor"])
async def test_other_properties_are_an_error(backend: Backend, label: str) -> None:
    await _write(backend, MODEL)
    uid = {"Element": "m@1#a", "Anchor": ANCHOR}[label]
    await _refused(backend, Batch((Vertex(label, uid, {"name": "other"}),)), errors.VertexDiffers)


async def test_an_end_does_not_count_as_another_property(backend: Backend) -> None:
    finding = Vertex("Finding", "finding:1", {"rule": "r"})
    await _write(backend, Batch((finding,)))
    assert await _write(backend, Batch(ends=(EndOfVertex("finding:1"),))) == Written(0, 0, 1)
    assert await _write(backend, Batch((finding,), ends=(EndOfVertex("finding:1"),))) == Written(0, 0, 0)


@pytest.mark.parametrize(
    "vertex",
    [
        Vertex("Element", "m@1"),
        Vertex("Element", ""),
        Vertex("Element", "no uid"),
        Vertex("Nonsense", "m"),
        Vertex("Element", "m@1#" + "é" * 1349),
        Vertex("Element", "m@1#x", {"uid": "y"}),
        Vertex("Element", "m@1#x", {"tenant": "y"}),
        Vertex("Element", "m@1#x", {"recordedAt": "y"}),
        Vertex("Element", "m@1#x", {"name": None}),  # type: ignore[dict-item]
        Vertex("Element", "m@1#x", {"name": {"a": 1}}),  # type: ignore[dict-item]
        Vertex("Element", "m@1#x", {"name": ["a", 1]}),  # type: ignore[dict-item]
        Vertex("Element", "m@1#x", {"name": 2**63}),
        Vertex("Element", "m@1#x", {"name": float("nan")}),
        Vertex("Element", "m@1#x", {"name": "a\0b"}),
        Vertex("Element", "m@1#x", {"name": "\ud800"}),
        Vertex("Element", "m@1#\0"),
        Vertex("Anchor", "anchor:bpmn:\0"),
        Vertex("Element", "w@1#witness"),
    ],
    ids=lambda vertex: f"{vertex.label} {vertex.uid[:12]!a} {vertex.properties!a}",
)
async def test_what_is_no_vertex_is_refused(backend: Backend, vertex: Vertex) -> None:
    await _refused(backend, Batch((vertex,)), errors.BatchRefused)


async def test_the_longest_uid_is_taken(backend: Backend) -> None:
    uid = "m@1#" + "é" * 1348
    await backend.write(Vertex("Element", uid))
    async with backend.graphs.reading(backend.tenant) as store:
        assert len(await store.rows(ELEMENT, uid=uid)) == 1


@pytest.mark.parametrize(
    "edge",
    [
        Edge("NONSENSE", "m@1#a", "m@1#b"),
        Edge("CONTAINS", "m@1#a", "m@1"),
        Edge("CONTAINS", "m@1", "m@1#a"),
        Edge("CONTAINS", "m@1#a", "m@1#none"),
        Edge("CONTAINS", "m@1#none", "m@1#a"),
        Edge("CONTAINS", "no uid", "m@1#a"),
        Edge("RESOLVES_TO", "anchor:bpmn:process:None", "m@1#a"),
    ],
    ids=str,
)
async def test_what_is_no_edge_is_refused(backend: Backend, edge: Edge) -> None:
    await _write(backend, MODEL)
    await _refused(backend, Batch(edges=(edge,)), errors.EdgeRefused)


async def test_the_same_edge_twice_is_one_unless_it_differs(backend: Backend) -> None:
    await _write(backend, Batch(MODEL.vertices))
    edge = Edge("CONTAINS", "m@1#a", "m@1#b", {"evidence": ["x"]})
    assert (await _write(backend, Batch(edges=(edge, edge)))).edges == 1
    other = Edge("CONTAINS", "m@1#a", "m@1#b", {"evidence": ["y"]})
    await _refused(backend, Batch(edges=(edge, other)), errors.BatchRefused)


async def test_an_edge_ends_once_and_begins_again(backend: Backend) -> None:
    await _write(backend, MODEL)
    end = Batch(ends=(EndOfEdge("RESOLVES_TO", ANCHOR, "m@1#a"),))
    again = Batch(edges=(Edge("RESOLVES_TO", ANCHOR, "m@1#a"),))
    async with backend.graphs.writing(backend.tenant) as store:
        assert (await store.write(end)).ended == 1
        ended = store.now
    assert (await _write(backend, end)).ended == 0
    assert (await _write(backend, again)).edges == 1
    assert (await _write(backend, again)).edges == 0
    async with backend.graphs.reading(backend.tenant) as store:
        rows = await store.rows(RESOLUTIONS)
        assert sorted(str(row["until"]) for row in rows) == sorted([ended, "None"])
        assert {row["edge"].get("ambiguous") for row in rows} == {True, None}


async def test_a_relation_ends_once_and_begins_again(backend: Backend) -> None:
    await _write(backend, MODEL)
    relation = Edge("RELIES_ON", "m@1#a", "m@1#b", {"kind": "serving"})
    end = Batch(ends=(EndOfEdge("RELIES_ON", "m@1#a", "m@1#b"),))
    for _ in range(2):
        assert (await _write(backend, Batch(edges=(relation,)))).edges == 1
        assert (await _write(backend, Batch(edges=(relation,)))).edges == 0
        assert (await _write(backend, end)).ended == 1
    assert (await _write(backend, end)).ended == 0


async def test_ending_and_beginning_in_one_batch(backend: Backend) -> None:
    await _write(backend, MODEL)
    moved = Batch(edges=(Edge("RESOLVES_TO", ANCHOR, "m@1#b"),), ends=(EndOfEdge("RESOLVES_TO", ANCHOR, "m@1#a"),))
    assert await _write(backend, moved) == Written(vertices=0, edges=1, ended=1)
    async with backend.graphs.reading(backend.tenant) as store:
        assert {row["element"] for row in await store.rows(RESOLUTIONS) if row["until"] is None} == {"m@1#b"}


@pytest.mark.parametrize(
    ("end", "error"),
    [
        (EndOfVertex("finding:none"), errors.VertexUnknown),
        (EndOfVertex("no uid"), errors.VertexUnknown),
        (EndOfEdge("CONTAINS", "m@1#a", "m@1#b"), errors.EdgeRefused),
        (EndOfEdge("RESOLVES_TO", ANCHOR, "m@1#none"), errors.EdgeRefused),
        (EndOfEdge("RESOLVES_TO", "m@1#a", ANCHOR), errors.EdgeRefused),
    ],
    ids=str,
)
async def test_what_cannot_end_is_refused(backend: Backend, end: EndOfEdge | EndOfVertex, error: Any) -> None:
    await _write(backend, MODEL)
    await _refused(backend, Batch(ends=(end,)), error)


async def test_an_end_that_had_not_come_was_not_known(backend: Backend) -> None:
    await _write(backend, Batch((Vertex("Finding", "finding:1"),)))
    async with backend.graphs.reading(backend.tenant) as store:
        before = store.now
    await _write(backend, Batch(ends=(EndOfVertex("finding:1"),)))
    async with backend.graphs.reading(backend.tenant) as store:
        now = await store.reach(ReachQuery(("finding:1",), Direction.LINEAGE))
        then = await store.reach(ReachQuery(("finding:1",), Direction.LINEAGE, as_of=before))
    assert "until" in now.page[0].vertex
    assert "until" not in then.page[0].vertex


_SCALARS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
)
_KEYS = st.text("abcABC_ é:", min_size=1, max_size=8)


@settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(properties=st.dictionaries(_KEYS, _SCALARS | st.lists(st.text("ab\\\"'\n\t", max_size=3)), max_size=6))
async def test_properties_come_back_as_they_went(backend: Backend, properties: dict[str, Any]) -> None:
    async with backend.graphs.writing(backend.tenant) as store:
        uid = f"m@1#{store.now}"
        await store.write(Batch((Vertex("Element", uid, properties),)))
        [row] = await store.rows(ELEMENT, uid=uid)
    found = {key: value for key, value in row["element"].items() if key in properties}
    assert {key: (type(value), value) for key, value in found.items()} == {
        key: (type(value), value) for key, value in properties.items()
    }


async def test_nothing_of_a_refused_batch_is_seen_in_the_list(backend: Backend) -> None:
    await _refused(backend, Batch((Vertex("Element", "m@1#ok"), Vertex("Element", "bad"))), errors.BatchRefused)
    async with backend.graphs.reading(backend.tenant) as store:
        assert await store.rows(ELEMENTS) == []

"""Reach: compared with a plain search in memory over any small graph, and page by page."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import errors
from graph.records import EDGE_KINDS, Batch, Edge, EndOfEdge, EndOfVertex, Vertex
from graph.store import Budget, Direction, Hub, ReachQuery, Truncation
from tests.contract.conftest import Backend
from tests.contract.reaching import SETTINGS, all_pages, check, graphs, questions


@SETTINGS
@given(data=st.data(), graph=graphs())
async def test_any_question_of_any_graph(
    backend: Backend, data: st.DataObject, graph: tuple[list[Vertex], list[Edge]]
) -> None:
    vertices, edges = graph
    query = data.draw(questions(vertices))
    await backend.write(*vertices, *edges)
    async with backend.graphs.reading(backend.tenant) as store:
        answer = await all_pages(store, query)
        assert answer.as_of == store.now
    check(query, answer, vertices, edges)


@SETTINGS
@given(data=st.data(), graph=graphs())
async def test_an_answer_as_of_a_moment_is_the_one_given_then(
    backend: Backend, data: st.DataObject, graph: tuple[list[Vertex], list[Edge]]
) -> None:
    vertices, edges = graph
    query = data.draw(questions(vertices))
    cut = data.draw(st.integers(0, len(edges)))
    then = await backend.write(*vertices, *edges[:cut])
    async with backend.graphs.reading(backend.tenant) as store:
        given_then = await all_pages(store, query)
    ending = [edge for edge in edges[:cut] if EDGE_KINDS[edge.kind].ending]
    ended = ending[: data.draw(st.integers(0, len(ending)))]
    async with backend.graphs.writing(backend.tenant) as store:
        ends = tuple(EndOfEdge(edge.kind, edge.start, edge.end) for edge in ended)
        await store.write(Batch(edges=tuple(edges[cut:]), ends=ends))
    async with backend.graphs.reading(backend.tenant) as store:
        again = await all_pages(store, replace(query, as_of=then))
        now = await all_pages(store, query)
    assert again == given_then
    assert again.as_of == then
    check(query, again, vertices, edges[:cut])
    check(query, now, vertices, [edge for edge in edges if edge not in ended])


async def test_the_same_are_kept_of_a_hop_that_is_too_large(backend: Backend) -> None:
    steps = [Vertex("Element", f"m@1#{number}") for number in range(4)]
    anchor = Vertex("Anchor", "anchor:t:m@1:a")
    then = await backend.write(anchor, *steps, *[Edge("RESOLVES_TO", anchor.uid, step.uid) for step in steps[::-1]])
    query = ReachQuery((anchor.uid,), Direction.LINEAGE, budget=Budget(depth=30, vertices=3))
    async with backend.graphs.reading(backend.tenant) as store:
        now = await store.reach(query)
        again = await store.reach(replace(query, as_of=then))
    assert (now.total, now.truncated_by) == (3, Truncation.SIZE)
    assert [each.vertex["uid"] for each in now.page] == [each.vertex["uid"] for each in again.page]


async def test_as_many_starts_as_may_be_reached_are_all_answered(backend: Backend) -> None:
    a, b, anchor = Vertex("Element", "m@1#a"), Vertex("Element", "m@1#b"), Vertex("Anchor", "anchor:x:y")
    await backend.write(a, b, anchor, Edge("REFERS_TO", a.uid, anchor.uid))
    query = ReachQuery((a.uid, b.uid), Direction.LINEAGE, budget=Budget(depth=30, vertices=2))
    async with backend.graphs.reading(backend.tenant) as store:
        answer = await store.reach(query)
    assert (answer.total, answer.truncated_by) == (2, Truncation.SIZE)
    assert [each.vertex["uid"] for each in answer.page] == [a.uid, b.uid]


async def test_a_start_that_does_not_exist_is_an_error(backend: Backend) -> None:
    await backend.write(Vertex("Element", "m@1#a"))
    async with backend.graphs.reading(backend.tenant) as store:
        for start in [("m@1#none",), ("m@1#a", "m@2#none"), ("no uid",), ("anchor:x",)]:
            with pytest.raises(errors.VertexUnknown):
                await store.reach(ReachQuery(start, Direction.IMPACT))


async def test_a_start_that_did_not_exist_yet_is_an_error(backend: Backend) -> None:
    before = await backend.write(Vertex("Element", "m@1#a"))
    await backend.write(Vertex("Element", "m@1#b"))
    async with backend.graphs.reading(backend.tenant) as store:
        with pytest.raises(errors.VertexUnknown, match="m@1#b"):
            await store.reach(ReachQuery(("m@1#b",), Direction.IMPACT, as_of=before))
        assert (await store.reach(ReachQuery(("m@1#b",), Direction.IMPACT))).total == 1


async def test_a_future_moment_is_now(backend: Backend) -> None:
    now = await backend.write(Vertex("Element", "m@1#a"))
    async with backend.graphs.reading(backend.tenant) as store:
        answer = await store.reach(ReachQuery(("m@1#a",), Direction.IMPACT, as_of="2999-01-01T00:00:00.000000Z"))
    assert answer.as_of == now


async def test_time_is_a_budget_too(backend: Backend) -> None:
    chain = [Vertex("Element", f"m@1#{number:03}") for number in range(50)]
    edges = [Edge("CONTAINS", one.uid, other.uid) for one, other in itertools.pairwise(chain)]
    await backend.write(*chain, *edges)
    async with backend.graphs.reading(backend.tenant) as store:
        answer = await store.reach(ReachQuery(("m@1#000",), Direction.LINEAGE, budget=Budget(100, 1000, 0.0)))
    assert (answer.complete, answer.truncated_by) == (False, Truncation.TIME)
    assert answer.truncated_at_depth == max(answer.by_hop)
    assert answer.cyclic is None


async def test_a_chain_that_ends_at_the_depth_limit_is_complete(backend: Backend) -> None:
    chain = [Vertex("Element", f"m@1#{number}") for number in range(4)]
    edges = [Edge("CONTAINS", one.uid, other.uid) for one, other in itertools.pairwise(chain)]
    await backend.write(*chain, *edges)
    async with backend.graphs.reading(backend.tenant) as store:
        for depth, complete in ((2, False), (3, True)):
            answer = await store.reach(ReachQuery(("m@1#0",), Direction.LINEAGE, budget=Budget(depth=depth)))
            assert answer.complete is complete


async def test_a_hub_is_paged_by_code_point(backend: Backend) -> None:
    names = ["Z", "a", "é", "z", "10", "9", "😀", "_"]
    vertices = [Vertex("Element", f"m@1#{name}") for name in names]
    edges = [Edge("STATED_IN", vertex.uid, "m@1") for vertex in vertices]
    await backend.write(Vertex("Version", "m@1"), *vertices, *edges)
    async with backend.graphs.reading(backend.tenant) as store:
        answer = await all_pages(store, ReachQuery(("m@1",), Direction.IMPACT, first=3))
    assert [reached.vertex["uid"] for reached in answer.page[1:]] == sorted(vertex.uid for vertex in vertices)


async def test_before_something_was_erased_nothing_is_sure_to_be_all(backend: Backend) -> None:
    a, b = Vertex("Element", "m@1#a"), Vertex("Element", "m@1#b")
    then = await backend.write(a, b, Edge("CONTAINS", a.uid, b.uid))
    erased = await backend.write(Vertex("Tombstone", "tombstone:0123456789abcdef"))
    query = ReachQuery((a.uid,), Direction.LINEAGE, cyclic=True, as_of=then)
    async with backend.graphs.reading(backend.tenant) as store:
        before = await store.reach(query)
        short = await store.reach(replace(query, budget=Budget(depth=0)))
        since = [await store.reach(replace(query, as_of=moment)) for moment in (erased, None)]
    assert (before.complete, before.truncated_by, before.truncated_at_depth) == (False, Truncation.ERASED, None)
    assert (before.total, before.cyclic) == (2, None)
    assert short.truncated_by is Truncation.DEPTH
    assert [answer.complete for answer in since] == [True, True]


async def test_a_hub_is_told_and_not_gone_beyond_where_that_is_asked(backend: Backend) -> None:
    whole, hub, *parts = [Vertex("Element", f"m@1#{name:02}") for name in range(32)]
    edges = [Edge("CONTAINS", hub.uid, part.uid) for part in parts]
    await backend.write(whole, hub, *parts, Edge("CONTAINS", whole.uid, hub.uid), *edges)
    query = ReachQuery((whole.uid,), Direction.LINEAGE, hub=30)
    async with backend.graphs.reading(backend.tenant) as store:
        through = await store.reach(query)
        more = await store.reach(replace(query, hub=31))
        collapsed = await store.reach(replace(query, collapse=True))
        begun = await store.reach(replace(query, collapse=True, start=(hub.uid,)))
    assert (through.complete, through.total, through.hubs) == (True, 32, [Hub(hub.uid, "Element", 30)])
    assert more.hubs == []
    assert (collapsed.total, collapsed.hubs) == (2, through.hubs)
    assert (collapsed.complete, collapsed.truncated_by, collapsed.truncated_at_depth) == (False, Truncation.HUB, 1)
    assert (begun.complete, begun.total, begun.hubs) == (True, 31, through.hubs)


async def test_what_was_found_is_reached_while_it_holds(backend: Backend) -> None:
    task = Vertex("Element", "f@1#Ship", {"kind": "task"})
    held, ended = (Vertex("Finding", f"finding:{number:016}", {"version": "f@1"}) for number in range(2))
    before = await backend.write(task, held, ended, *(Edge("ABOUT", one.uid, task.uid) for one in (held, ended)))
    async with backend.graphs.writing(backend.tenant) as store:
        await store.write(Batch(ends=(EndOfVertex(ended.uid),)))
    query = ReachQuery((task.uid,), Direction.IMPACT)
    async with backend.graphs.reading(backend.tenant) as store:
        now, then = await store.reach(query), await store.reach(replace(query, as_of=before))
        begun = await store.reach(ReachQuery((ended.uid,), Direction.LINEAGE))
        findings = await store.reach(replace(query, labels=frozenset({"Finding"})))
    assert [reached.vertex["uid"] for reached in now.page] == [task.uid, held.uid]
    assert (now.total, now.by_label, dict(now.by_hop)) == (2, {"Element": 1, "Finding": 1}, {0: 1, 1: 1})
    assert then.total == 3
    assert findings.total == 1
    assert [reached.vertex["uid"] for reached in begun.page] == [ended.uid, task.uid]

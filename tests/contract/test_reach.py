"""Reach: compared with a plain search in memory over any small graph, and page by page."""

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph import errors
from graph.records import Batch, Edge, EndOfEdge, EndOfVertex, Vertex
from graph.store import Budget, Direction, GraphStore, Hub, Reach, ReachQuery, Truncation
from tests.contract.conftest import Backend
from tests.contract.reference import expected, following_of
from tests.fixtures.store import PATIENCE

_NUMBERS = itertools.count(1)
_SETTINGS = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
_KINDS = ("CONTAINS", "FLOWS_TO", "REFERS_TO", "RESOLVES_TO")


@st.composite
def _graphs(draw: st.DrawFn) -> tuple[list[Vertex], list[Edge]]:
    """Elements and anchors, tied at random: diamonds, cycles, self-loops, hubs, parallel kinds, islands."""
    version = f"h{next(_NUMBERS)}@1"
    kinds = st.sampled_from(["task", "event"])
    elements = [
        Vertex("Element", f"{version}#{number}", {"kind": draw(kinds), "folded": "<x/>"})
        for number in range(draw(st.integers(1, 9)))
    ]
    anchors = [Vertex("Anchor", f"anchor:h:{version}:{number}") for number in range(draw(st.integers(1, 3)))]
    ends = {"Element": elements, "Anchor": anchors}
    sides = {"CONTAINS": "Element Element", "FLOWS_TO": "Element Element", "REFERS_TO": "Element Anchor"}

    def edge(kind: str) -> st.SearchStrategy[Edge]:
        start, end = sides.get(kind, "Anchor Element").split()
        uids = [[vertex.uid for vertex in ends[side]] for side in (start, end)]
        return st.builds(Edge, st.just(kind), *map(st.sampled_from, uids))

    found = st.sampled_from(_KINDS).flatmap(edge)
    edges = draw(st.lists(found, max_size=24, unique_by=lambda one: (one.kind, one.start, one.end)))
    return elements + anchors, edges


@st.composite
def _questions(draw: st.DrawFn, vertices: Sequence[Vertex]) -> ReachQuery:
    uids = st.sampled_from([vertex.uid for vertex in vertices])
    return ReachQuery(
        start=tuple(draw(st.lists(uids, min_size=1, max_size=2))),
        direction=draw(st.sampled_from(Direction)),
        through=draw(st.frozensets(st.sampled_from(_KINDS))),
        labels=draw(st.sampled_from([frozenset(), frozenset({"Element"}), frozenset({"Anchor"})])),
        kinds=draw(st.sampled_from([frozenset(), frozenset({"task"})])),
        budget=Budget(draw(st.integers(0, 6) | st.just(30)), draw(st.integers(2, 12) | st.just(1000)), PATIENCE),
        first=draw(st.integers(1, 20)),
        cyclic=draw(st.booleans()),
        cycles=draw(st.integers(0, 3)),
        hub=draw(st.integers(1, 4) | st.just(1000)),
        collapse=draw(st.booleans()),
    )


async def _all_pages(store: GraphStore, query: ReachQuery) -> Reach:
    """The first answer, with the pages of all."""
    first = answer = await store.reach(query)
    page = list(first.page)
    while answer.has_next:
        last = answer.page[-1]
        answer = await store.reach(replace(query, after=(last.hop, last.vertex["uid"])))
        assert (answer.total, answer.by_hop, answer.truncated_by) == (first.total, first.by_hop, first.truncated_by)
        page.extend(answer.page)
    return replace(first, page=page)


def _check(query: ReachQuery, answer: Reach, vertices: Sequence[Vertex], standing: Sequence[Edge]) -> None:
    """All of the answer contract."""
    right = expected(query, standing)
    by_uid = {vertex.uid: vertex for vertex in vertices}

    def wanted(uid: str) -> bool:
        vertex = by_uid[uid]
        return (not query.labels or vertex.label in query.labels) and (
            not query.kinds or (vertex.label == "Element" and vertex.properties["kind"] in query.kinds)
        )

    assert answer.truncated_by == right.truncated_by
    assert answer.complete == (right.truncated_by is None)
    if answer.truncated_by is Truncation.SIZE:
        assert answer.truncated_at_depth is not None
        assert answer.truncated_at_depth in (right.truncated_at, len(right.hops) - 1)
        assert {(hub.uid, hub.edges) for hub in answer.hubs} <= set(right.hubs)
    else:
        assert answer.truncated_at_depth == right.truncated_at
        assert [(hub.uid, hub.edges) for hub in answer.hubs] == right.hubs[:20]
    assert all(hub.label == by_uid[hub.uid].label for hub in answer.hubs)
    found = [(reached.hop, reached.vertex["uid"]) for reached in answer.page]
    assert found == sorted(set(found))
    allowed = {(hop, uid) for hop, uids in enumerate(right.hops) for uid in uids if wanted(uid)}
    if sum(map(len, right.hops)) <= query.budget.vertices:
        assert set(found) == allowed
    else:
        assert set(found) <= allowed
        whole = {(hop, uid) for hop, uid in allowed if hop < len(right.hops) - 1}
        assert whole <= set(found)
        if not query.labels and not query.kinds:
            assert answer.total == query.budget.vertices
    assert answer.total == len(found)
    assert answer.by_hop == Counter(hop for hop, _ in found)
    assert answer.by_label == Counter(by_uid[uid].label for _, uid in found)
    elements = [by_uid[uid] for _, uid in found if by_uid[uid].label == "Element"]
    assert answer.by_kind == Counter(vertex.properties["kind"] for vertex in elements)
    parts = right.cyclic_parts if answer.complete else []
    assert answer.cyclic == (bool(parts) if query.cyclic and answer.complete else None)
    # a cycle is told along the edges, whichever way they were followed
    onward = following_of(replace(query, direction=Direction.LINEAGE), standing)
    for part, cycle in zip(parts[: query.cycles], answer.cycles, strict=True):
        assert cycle[0] == min(part)
        assert part.issuperset(cycle)
        assert len(set(cycle)) == len(cycle)
        assert all(end in onward[start] for start, end in itertools.pairwise((*cycle, cycle[0])))
    for reached in answer.page:
        assert "folded" not in reached.vertex
        assert reached.vertex["label"] == by_uid[reached.vertex["uid"]].label


@_SETTINGS
@given(data=st.data(), graph=_graphs())
async def test_any_question_of_any_graph(
    backend: Backend, data: st.DataObject, graph: tuple[list[Vertex], list[Edge]]
) -> None:
    vertices, edges = graph
    query = data.draw(_questions(vertices))
    await backend.write(*vertices, *edges)
    async with backend.graphs.reading(backend.tenant) as store:
        answer = await _all_pages(store, query)
        assert answer.as_of == store.now
    _check(query, answer, vertices, edges)


@settings(_SETTINGS, max_examples=40)
@given(data=st.data(), graph=_graphs(), upwards=st.booleans())
async def test_a_question_that_goes_very_deep(
    backend: Backend, data: st.DataObject, graph: tuple[list[Vertex], list[Edge]], upwards: bool
) -> None:
    vertices, edges = graph
    stem = [Vertex("Element", f"{vertices[0].uid}.{number:03}", {"kind": "task"}) for number in range(150)]
    ways = [(one.uid, other.uid) for one, other in itertools.pairwise([*stem, vertices[0]])]
    edges = [*edges, *(Edge("CONTAINS", *(reversed(way) if upwards else way)) for way in ways)]
    query = replace(
        data.draw(_questions(vertices)),
        start=(stem[0].uid,),
        direction=Direction.IMPACT if upwards else Direction.LINEAGE,
        budget=Budget(
            data.draw(st.integers(140, 156) | st.just(400)),
            data.draw(st.integers(140, 162) | st.just(900)),
            PATIENCE,
        ),
        first=100,
    )
    await backend.write(*vertices, *stem, *edges)
    async with backend.graphs.reading(backend.tenant) as store:
        answer = await _all_pages(store, query)
    _check(query, answer, [*vertices, *stem], edges)


@pytest.mark.parametrize("direction", Direction)
@pytest.mark.parametrize("shortcut", [2, 7, -5])
async def test_a_long_chain_with_shortcuts_that_ends_in_a_fan(
    backend: Backend, direction: Direction, shortcut: int
) -> None:
    """Most vertices lie at several distances, or on a cycle, and narrow hops come before wide ones."""
    chain = [Vertex("Element", f"m@1#{number:03}", {"kind": "task"}) for number in range(400)]
    fan = [Vertex("Element", f"m@1#fan{number:03}", {"kind": "event"}) for number in range(60)]
    ways = [*itertools.pairwise(chain), *((chain[-1], one) for one in fan), *((one, fan[0]) for one in fan)]
    every = max(shortcut, 3)
    ways += [
        (one, chain[number + shortcut]) for number, one in enumerate(chain[:-7]) if number > 10 and not number % every
    ]
    along = [(one.uid, other.uid) for one, other in ways]
    edges = [Edge("CONTAINS", *(way if direction is Direction.LINEAGE else reversed(way))) for way in along]
    await backend.write(*chain, *fan, *edges)
    async with backend.graphs.reading(backend.tenant) as store:
        for depth, size in ((500, 1000), (20, 1000), (500, 90), (500, 430)):
            query = ReachQuery((chain[0].uid,), direction, budget=Budget(depth, size, PATIENCE), first=1000)
            _check(query, await _all_pages(store, query), [*chain, *fan], edges)


@_SETTINGS
@given(data=st.data(), graph=_graphs())
async def test_an_answer_as_of_a_moment_is_the_one_given_then(
    backend: Backend, data: st.DataObject, graph: tuple[list[Vertex], list[Edge]]
) -> None:
    vertices, edges = graph
    query = data.draw(_questions(vertices))
    cut = data.draw(st.integers(0, len(edges)))
    then = await backend.write(*vertices, *edges[:cut])
    async with backend.graphs.reading(backend.tenant) as store:
        given_then = await _all_pages(store, query)
    ending = [edge for edge in edges[:cut] if edge.kind == "RESOLVES_TO"]
    ended = ending[: data.draw(st.integers(0, len(ending)))]
    async with backend.graphs.writing(backend.tenant) as store:
        ends = tuple(EndOfEdge(edge.kind, edge.start, edge.end) for edge in ended)
        await store.write(Batch(edges=tuple(edges[cut:]), ends=ends))
    async with backend.graphs.reading(backend.tenant) as store:
        again = await _all_pages(store, replace(query, as_of=then))
        now = await _all_pages(store, query)
    assert again == given_then
    assert again.as_of == then
    _check(query, again, vertices, edges[:cut])
    _check(query, now, vertices, [edge for edge in edges if edge not in ended])


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
        answer = await _all_pages(store, ReachQuery(("m@1",), Direction.IMPACT, first=3))
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


async def test_a_hub_behind_narrow_hops_is_not_gone_beyond(backend: Backend) -> None:
    *chain, hub = [Vertex("Element", f"m@1#{name}") for name in range(6)]
    parts = [Vertex("Element", f"m@1#part{name}") for name in range(1000)]
    ways = [*itertools.pairwise([*chain, hub]), *((hub, part) for part in parts)]
    await backend.write(*chain, hub, *parts, *(Edge("CONTAINS", one.uid, other.uid) for one, other in ways))
    query = ReachQuery((chain[0].uid,), Direction.LINEAGE)
    async with backend.graphs.reading(backend.tenant) as store:
        through, collapsed = await store.reach(query), await store.reach(replace(query, collapse=True))
    assert (through.total, through.hubs) == (1006, [Hub(hub.uid, "Element", 1000)])
    assert (collapsed.total, collapsed.hubs, collapsed.truncated_by) == (6, through.hubs, Truncation.HUB)


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

"""Test paths against all paths of small graphs, and on graphs in which searches get lost."""

import itertools
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph import errors
from graph.records import EDGE_KINDS, Batch, Edge, EndOfEdge, Vertex
from graph.store import Budget, Direction, PathMode, PathQuery, Paths, Truncation
from tests.contract.conftest import Backend
from tests.contract.reaching import KINDS, graphs
from tests.contract.reference import Walks
from tests.fixtures.laws import examples
from tests.fixtures.store import PATIENCE

_SETTINGS = settings(max_examples=examples(150), deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def _questions(draw: st.DrawFn, vertices: Sequence[Vertex]) -> PathQuery:
    uids = st.lists(st.sampled_from([vertex.uid for vertex in vertices]), min_size=1, max_size=2).map(tuple)
    return PathQuery(
        start=draw(uids),
        end=draw(uids),
        mode=draw(st.sampled_from(PathMode)),
        direction=draw(st.sampled_from(Direction)),
        through=draw(st.frozensets(st.sampled_from(KINDS))),
        budget=Budget(draw(st.integers(0, 6) | st.just(30)), draw(st.integers(2, 8) | st.just(1000)), PATIENCE),
        first=draw(st.integers(1, 8)),
    )


def _standing(query: PathQuery, edges: Sequence[Edge]) -> dict[tuple[str, str], list[Edge]]:
    """Return the edges that may be followed, by their ends."""
    kinds = query.through or {name for name, kind in EDGE_KINDS.items() if kind.lineage}
    found: dict[tuple[str, str], list[Edge]] = {}
    for edge in edges:
        pair = (edge.start, edge.end) if query.direction is Direction.LINEAGE else (edge.end, edge.start)
        if edge.kind in kinds:
            found.setdefault(pair, []).append(edge)
    return found


def _every(query: PathQuery, edges: Sequence[Edge]) -> list[tuple[str, ...]]:
    """Return all paths by length, then by uids, by exhaustive search.

    A vertex may occur twice only where the part between cannot be left out.
    """
    walks = Walks(query.direction, query.through, edges)

    def roundabout(trail: tuple[str, ...]) -> bool:
        earlier = (at for at, vertex in enumerate(trail[:-2]) if vertex == trail[-2])
        return any(walks.along((*trail[: at + 1], trail[-1])) for at in earlier)

    def beyond(trail: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        if trail[-1] in query.end:
            yield trail
            return
        for vertex in {end for state in walks.at_the_end_of(trail) for end, _ in walks.ahead(state)}:
            onward = (*trail, vertex)
            if vertex not in query.start and trail.count(vertex) < 2 and not roundabout(onward):
                yield from beyond(onward)

    found = [trail for start in set(query.start) for trail in beyond((start,))]
    return sorted(found, key=lambda trail: (len(trail), trail))


def _trails(answer: Paths) -> list[tuple[str, ...]]:
    return [tuple(vertex["uid"] for vertex in path.vertices) for path in answer.paths]


def _check(query: PathQuery, answer: Paths, vertices: Sequence[Vertex], edges: Sequence[Edge]) -> None:
    """Compare an answer with every part of the answer contract."""
    standing = _standing(query, edges)
    everything = _every(query, edges)
    found = _trails(answer)
    asked_for = {PathMode.SHORTEST: everything[:1], PathMode.K_SHORTEST: everything[: query.first]}
    assert found == everything[: len(found)]
    if answer.complete:
        assert found == asked_for.get(query.mode, everything)
    assert answer.complete == (answer.truncated_by is None)
    assert answer.total in (None, len(everything))
    roomy = query.budget.vertices == 1000
    if roomy:
        most = 1 if query.mode is PathMode.SHORTEST else query.first
        assert found == [trail for trail in everything if len(trail) - 1 <= query.budget.depth][:most]
        assert answer.truncated_by in (None, Truncation.DEPTH, Truncation.SIZE)
    if roomy and query.budget.depth == 30:
        assert answer.complete == (found == asked_for.get(query.mode, everything))
        assert answer.complete or (query.mode, answer.truncated_by) == (PathMode.ALL_SIMPLE, Truncation.SIZE)
    labels = {vertex.uid: vertex.label for vertex in vertices}
    for path in answer.paths:
        assert all(vertex["label"] == labels[vertex["uid"]] and "folded" not in vertex for vertex in path.vertices)
        pairs = itertools.pairwise(vertex["uid"] for vertex in path.vertices)
        for pair, links in zip(pairs, path.links, strict=True):
            assert [(link.kind, link.start, link.end) for link in links] == sorted(
                (edge.kind, edge.start, edge.end) for edge in standing[pair]
            )


@_SETTINGS
@given(data=st.data(), graph=graphs())
async def test_any_question_of_any_graph(
    backend: Backend, data: st.DataObject, graph: tuple[list[Vertex], list[Edge]]
) -> None:
    vertices, edges = graph
    query = data.draw(_questions(vertices))
    await backend.write(*vertices, *edges)
    async with backend.graphs.reading(backend.tenant) as store:
        answer = await store.paths(query)
        assert answer.as_of == store.now
    _check(query, answer, vertices, edges)


@_SETTINGS
@given(data=st.data(), graph=graphs())
async def test_an_answer_as_of_a_moment_is_the_one_given_then(
    backend: Backend, data: st.DataObject, graph: tuple[list[Vertex], list[Edge]]
) -> None:
    vertices, edges = graph
    query = data.draw(_questions(vertices))
    cut = data.draw(st.integers(0, len(edges)))
    then = await backend.write(*vertices, *edges[:cut])
    async with backend.graphs.reading(backend.tenant) as store:
        given_then = await store.paths(query)
    ended = [edge for edge in edges[:cut] if EDGE_KINDS[edge.kind].ending]
    async with backend.graphs.writing(backend.tenant) as store:
        ends = tuple(EndOfEdge(edge.kind, edge.start, edge.end) for edge in ended)
        await store.write(Batch(edges=tuple(edges[cut:]), ends=ends))
    async with backend.graphs.reading(backend.tenant) as store:
        again = await store.paths(replace(query, as_of=then))
        now = await store.paths(query)
    assert (_trails(again), again.complete, again.total) == (
        _trails(given_then), given_then.complete, given_then.total
    )  # fmt: skip
    assert again.as_of == then
    _check(query, again, vertices, edges[:cut])
    _check(query, now, vertices, [edge for edge in edges if edge not in ended])


async def _write_pairs(backend: Backend, pairs: Sequence[tuple[str, str]]) -> None:
    uids = {f"m@1#{name}" for pair in pairs for name in pair}
    edges = (Edge("CONTAINS", f"m@1#{start}", f"m@1#{end}") for start, end in dict.fromkeys(pairs))
    await backend.write(*(Vertex("Element", uid) for uid in sorted(uids)), *edges)


def _ask(start: str, end: str, mode: PathMode, depth: int = 30, first: int = 10, **more: object) -> PathQuery:
    query = PathQuery((f"m@1#{start}",), (f"m@1#{end}",), mode, budget=Budget(depth=depth), first=first)
    return replace(query, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("direction", Direction)
async def test_a_ladder_of_thirty_diamonds_is_answered_promptly(backend: Backend, direction: Direction) -> None:
    sides = [(f"{n:02}", f"{n:02}{side}", f"{n + 1:02}") for n in range(30) for side in "lr"]
    await _write_pairs(backend, [pair for one in sides for pair in itertools.pairwise(one)])
    start, end = ("00", "30") if direction is Direction.LINEAGE else ("30", "00")
    async with backend.graphs.reading(backend.tenant) as store:
        begun = time.perf_counter()
        answers = [await store.paths(_ask(start, end, mode, 60, direction=direction)) for mode in PathMode]
        assert time.perf_counter() - begun < 30
    assert [len(answer.paths) for answer in answers] == [1, 10, 10]
    assert [answer.complete for answer in answers] == [True, True, False]
    assert [answer.truncated_by for answer in answers] == [None, None, Truncation.SIZE]
    assert {len(path.links) for answer in answers for path in answer.paths} == {60}
    assert {answer.total for answer in answers} == {None}


@pytest.mark.parametrize("mode", PathMode)
async def test_a_path_as_long_as_the_depth_is_found_and_one_that_is_longer_is_not_denied(
    backend: Backend, mode: PathMode
) -> None:
    names = [f"{n}" for n in range(7)]
    await _write_pairs(backend, [*itertools.pairwise(names), ("6", "beyond"), ("2", "aside"), ("island", "6")])
    async with backend.graphs.reading(backend.tenant) as store:
        just = await store.paths(_ask("0", "6", mode, 6, first=1))
        short = await store.paths(_ask("0", "6", mode, 5, first=1))
        none = await store.paths(_ask("6", "0", mode, 1))
    assert (len(just.paths), just.complete) == (1, True)
    assert (len(short.paths), short.complete, short.truncated_by) == (0, False, Truncation.DEPTH)
    assert (len(none.paths), none.complete, none.total) == (0, True, 0)


async def test_all_are_counted_when_all_are_known(backend: Backend) -> None:
    await _write_pairs(backend, [("a", "b"), ("b", "d"), ("a", "c"), ("c", "d"), ("a", "d"), ("d", "a"), ("b", "c")])
    async with backend.graphs.reading(backend.tenant) as store:
        answer = await store.paths(_ask("a", "d", PathMode.ALL_SIMPLE))
        some = await store.paths(_ask("a", "d", PathMode.K_SHORTEST, first=2))
        fewer = await store.paths(_ask("a", "d", PathMode.K_SHORTEST, first=5))
    assert [len(path.links) for path in answer.paths] == [1, 2, 2, 3]
    assert (answer.complete, answer.total) == (True, 4)
    assert (_trails(some), some.complete, some.total) == (_trails(answer)[:2], True, None)
    assert (_trails(fewer), fewer.complete, fewer.total) == (_trails(answer), True, 4)


async def test_time_and_size_are_budgets(backend: Backend) -> None:
    await _write_pairs(backend, [*itertools.pairwise(f"{n:02}" for n in range(20)), ("00", "x"), ("x", "y")])
    async with backend.graphs.reading(backend.tenant) as store:
        late = await store.paths(_ask("00", "19", PathMode.SHORTEST, budget=Budget(30, 1000, 0.0)))
        large = await store.paths(_ask("00", "19", PathMode.SHORTEST, budget=Budget(30, 10, 10.0)))
    assert (late.complete, late.truncated_by) == (False, Truncation.TIME)
    assert (large.complete, large.truncated_by) == (False, Truncation.SIZE)


async def test_an_end_that_does_not_exist_is_an_error(backend: Backend) -> None:
    before = await backend.write(Vertex("Element", "m@1#a"))
    await backend.write(Vertex("Element", "m@1#b"))
    async with backend.graphs.reading(backend.tenant) as store:
        for start, end in [("m@1#a", "m@1#none"), ("m@2#none", "m@1#a"), ("m@1#a", "no uid"), ("anchor:x", "m@1#a")]:
            with pytest.raises(errors.VertexUnknown):
                await store.paths(PathQuery((start,), (end,)))
        with pytest.raises(errors.VertexUnknown, match="m@1#b"):
            await store.paths(PathQuery(("m@1#a",), ("m@1#b",), as_of=before))
        assert (await store.paths(PathQuery(("m@1#a",), ("m@1#b",)))).total == 0


async def test_before_something_was_erased_no_path_is_sure_to_be_the_shortest(backend: Backend) -> None:
    vertices = [Vertex("Element", f"m@1#{name}") for name in "ab"]
    then = await backend.write(*vertices, Edge("CONTAINS", "m@1#a", "m@1#b"))
    await backend.write(Vertex("Tombstone", "tombstone:0123456789abcdef"))
    async with backend.graphs.reading(backend.tenant) as store:
        before = [await store.paths(_ask("a", "b", mode, as_of=then)) for mode in PathMode]
        now = await store.paths(_ask("a", "b", PathMode.ALL_SIMPLE))
    assert {(answer.complete, answer.truncated_by, answer.total) for answer in before} == {
        (False, Truncation.ERASED, None)
    }
    assert [len(answer.paths) for answer in before] == [1, 1, 1]
    assert now.complete

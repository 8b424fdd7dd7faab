"""Reach over many hops, narrow ones above all: compared with a plain search in memory."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.records import Edge, Vertex
from graph.store import Budget, Direction, Hub, ReachQuery, Truncation
from tests.contract.conftest import Backend
from tests.contract.reaching import SETTINGS, all_pages, check, graphs, questions
from tests.fixtures.laws import examples
from tests.fixtures.store import PATIENCE


@settings(SETTINGS, max_examples=examples(40))
@given(data=st.data(), graph=graphs(), upwards=st.booleans())
async def test_a_question_that_goes_very_deep(
    backend: Backend, data: st.DataObject, graph: tuple[list[Vertex], list[Edge]], upwards: bool
) -> None:
    vertices, edges = graph
    stem = [Vertex("Element", f"{vertices[0].uid}.{number:03}", {"kind": "task"}) for number in range(150)]
    ways = [(one.uid, other.uid) for one, other in itertools.pairwise([*stem, vertices[0]])]
    relied = data.draw(st.integers(2, 20) | st.just(200))
    edges = [
        *edges,
        *(
            Edge("CONTAINS" if place % relied else "RELIES_ON", *(reversed(way) if upwards else way))
            for place, way in enumerate(ways, 1)
        ),
    ]
    # what is reached narrowly, and what is reached freely, may have lines of its own
    regions = [Vertex("Region", f"region:{vertices[0].uid}/0#{place:03}") for place in range(0, 150, 15)]
    edges += [Edge("GENERATED_FROM", one.uid, other.uid) for one, other in zip(regions, stem[::15], strict=True)]
    query = replace(
        data.draw(questions(vertices)),
        start=(data.draw(st.sampled_from([stem[0], regions[0]])).uid if not upwards else stem[0].uid,),
        direction=Direction.IMPACT if upwards else Direction.LINEAGE,
        budget=Budget(
            data.draw(st.integers(140, 156) | st.just(400)),
            data.draw(st.integers(140, 162) | st.just(900)),
            PATIENCE,
        ),
        first=100,
    )
    await backend.write(*vertices, *stem, *regions, *edges)
    async with backend.graphs.reading(backend.tenant) as store:
        answer = await all_pages(store, query)
    check(query, answer, [*vertices, *stem, *regions], edges)


@pytest.mark.parametrize("direction", Direction)
@pytest.mark.parametrize("shortcut", [2, 7, -5])
async def test_a_long_chain_with_shortcuts_that_ends_in_a_fan(
    backend: Backend, direction: Direction, shortcut: int
) -> None:
    """Reach vertices at several distances or on a cycle, with narrow hops before wide ones."""
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
            check(query, await all_pages(store, query), [*chain, *fan], edges)


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

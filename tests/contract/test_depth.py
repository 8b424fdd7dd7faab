"""Test that reach assumes no depth: the answer for a process of many steps in a row is whole."""

import itertools

import pytest

from graph.records import Edge, Vertex
from graph.store import Budget, Direction, PathQuery, ReachQuery
from tests.contract.conftest import Backend
from tests.fixtures.store import PATIENCE

_FLOW = frozenset({"CONTAINS", "FLOWS_TO", "REFERS_TO"})


@pytest.mark.parametrize("steps", [60, 600])
async def test_steps_in_a_row(backend: Backend, steps: int) -> None:
    row = [Vertex("Element", f"m@1#{number:04}", {"kind": "task"}) for number in range(steps)]
    process = Vertex("Element", "m@1#process", {"kind": "process"})
    await backend.write(
        *(process, *row),
        *(Edge("CONTAINS", process.uid, each.uid) for each in row),
        *(Edge("FLOWS_TO", one.uid, other.uid) for one, other in itertools.pairwise(row)),
    )
    async with backend.graphs.reading(backend.tenant) as store:
        for direction, start in ((Direction.LINEAGE, row[0]), (Direction.IMPACT, row[-1])):
            query = ReachQuery((start.uid,), direction, _FLOW, current=True, budget=Budget(seconds=PATIENCE))
            answer = await store.reach(query)
            assert (answer.complete, answer.truncated_by) == (True, None)
            assert answer.by_kind["task"] == steps
            assert max(answer.by_hop) == steps - 1
        paths = await store.paths(
            PathQuery((row[0].uid,), (row[-1].uid,), through=_FLOW, budget=Budget(seconds=PATIENCE))
        )
    assert paths.complete
    assert [len(path.vertices) for path in paths.paths] == [steps]


async def test_more_hops_than_sixteen_thousand(backend: Backend) -> None:
    if backend.graphs.__class__.__name__ != "AgeGraphs":
        pytest.skip("a hop is a statement there: docs/backends.md")
    row = [Vertex("Element", f"m@1#{number:05}") for number in range(17_000)]
    await backend.write(*row, *(Edge("FLOWS_TO", one.uid, other.uid) for one, other in itertools.pairwise(row)))
    query = ReachQuery((row[0].uid,), Direction.LINEAGE, _FLOW, budget=Budget(seconds=PATIENCE))
    async with backend.graphs.reading(backend.tenant) as store:
        answer = await store.reach(query)
    assert answer.complete
    assert (answer.total, max(answer.by_hop)) == (17_000, 16_999)

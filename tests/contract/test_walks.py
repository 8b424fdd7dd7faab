"""Test the rule of walks: both directions agree, and lines of a whole are not lines of its parts."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.records import Edge, Vertex
from graph.store import Budget, Direction, ReachQuery
from tests.contract.conftest import Backend
from tests.contract.reaching import KINDS, SETTINGS, graphs
from tests.fixtures.laws import examples
from tests.fixtures.store import PATIENCE


@settings(SETTINGS, max_examples=examples(25))
@given(graph=graphs(), through=st.frozensets(st.sampled_from(KINDS)))
async def test_impact_and_lineage_say_the_same(
    backend: Backend, graph: tuple[list[Vertex], list[Edge]], through: frozenset[str]
) -> None:
    vertices, edges = graph
    await backend.write(*vertices, *edges)
    found: dict[Direction, set[tuple[str, str]]] = {direction: set() for direction in Direction}
    async with backend.graphs.reading(backend.tenant) as store:
        for direction, one in itertools.product(Direction, vertices):
            answer = await store.reach(ReachQuery((one.uid,), direction, through, budget=Budget(seconds=PATIENCE)))
            assert answer.complete
            found[direction] |= {(one.uid, reached.vertex["uid"]) for reached in answer.page}
    assert {pair[::-1] for pair in found[Direction.IMPACT]} == found[Direction.LINEAGE]


async def test_lines_of_a_whole_are_not_lines_of_its_parts(backend: Backend) -> None:
    process, task, other = (Vertex("Element", f"m@1#{name}", {"kind": name}) for name in ("process", "task", "other"))
    build = Vertex("Build", "build:0123456789abcdef")
    whole, part, runtime = (f"artefact:0123456789abcdef/{name}.py" for name in ("whole", "part", "runtime"))
    regions = {whole: process, part: task}
    await backend.write(
        *(process, task, other, build),
        *(Vertex("Artefact", each) for each in (whole, part, runtime)),
        *(Vertex("Region", each.replace("artefact", "region")) for each in regions),
        *(Edge("CONTAINS", process.uid, each.uid) for each in (task, other)),
        *(Edge("GENERATED_BY", each, build.uid) for each in (whole, part, runtime)),
        *(Edge("GENERATED_BY", each.replace("artefact", "region"), build.uid) for each in regions),
        *(Edge("HAS_REGION", each, each.replace("artefact", "region")) for each in regions),
        *(Edge("GENERATED_FROM", each.replace("artefact", "region"), one.uid) for each, one in regions.items()),
        *(Edge("MADE_FROM", build.uid, one.uid) for one in regions.values()),
    )

    async def asked(start: str, direction: Direction) -> set[str]:
        async with backend.graphs.reading(backend.tenant) as store:
            answer = await store.reach(ReachQuery((start,), direction))
        return {reached.vertex["uid"] for reached in answer.page if reached.hop}

    impact, lineage = Direction.IMPACT, Direction.LINEAGE
    of_part = {part, part.replace("artefact", "region")}
    made = {runtime, *regions, *(each.replace("artefact", "region") for each in regions)}
    assert await asked(task.uid, impact) == {process.uid, build.uid, *of_part}
    assert await asked(other.uid, impact) == {process.uid, build.uid}
    assert await asked(build.uid, impact) == made
    assert await asked(whole, lineage) == {whole.replace("artefact", "region"), process.uid, build.uid}
    assert await asked(runtime, lineage) == {build.uid}
    assert await asked(build.uid, lineage) == {process.uid, task.uid, other.uid}

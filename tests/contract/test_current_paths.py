"""Test that paths do not pass versions that are neither current nor in use, unless they begin or end there."""

from itertools import pairwise

import pytest

from graph.records import Edge, Value, Vertex
from graph.store import Direction, PathMode, PathQuery
from tests.contract.conftest import Backend


def version(model: str, number: int) -> list[Vertex | Edge]:
    """Return a version with one element, and its place in the model."""
    stated: dict[str, Value] = {"model": model, "number": number, "name": model}
    made: list[Vertex | Edge] = [
        Vertex("Version", f"{model}@{number}", stated),
        Vertex("Element", f"{model}@{number}#x", {"version": f"{model}@{number}", "kind": "task", "name": "x"}),
        Edge("VERSION_OF", f"{model}@{number}", model),
        Edge("STATED_IN", f"{model}@{number}#x", f"{model}@{number}"),
    ]
    if number == 1:
        made.insert(0, Vertex("Model", model))
    else:
        made.append(Edge("REVISES", f"{model}@{number}", f"{model}@{number - 1}"))
    return made


async def trails(backend: Backend, start: str, end: str, mode: PathMode, *, current: bool) -> list[list[str]]:
    found = []
    for direction, ends in ((Direction.LINEAGE, (start, end)), (Direction.IMPACT, (end, start))):
        query = PathQuery(start=ends[:1], end=ends[1:], mode=mode, direction=direction, current=current)
        async with backend.graphs.reading(backend.tenant) as store:
            answer = await store.paths(query)
        assert answer.complete
        found.append([[vertex["uid"] for vertex in path.vertices] for path in answer.paths])
    assert found[0] == [path[::-1] for path in found[1]]
    return found[0]


@pytest.mark.parametrize("mode", [PathMode.SHORTEST, PathMode.ALL_SIMPLE])
async def test_paths_between_models_do_not_enter_the_past(backend: Backend, mode: PathMode) -> None:
    models = ("a", "b", "c", "d")
    await backend.write(*(each for model in models for each in version(model, 1)))
    await backend.write(*version("b", 2))
    # the way by the former version of b is shorter than that by its current one
    long = ["a@1#x", "b@2#x", "d@1#x", "c@1#x"]
    ways = [*pairwise(["a@1#x", "b@1#x", "c@1#x"]), *pairwise(long)]
    await backend.write(*(Edge("RELIES_ON", *way) for way in ways))
    assert await trails(backend, "a@1#x", "c@1#x", mode, current=True) == [long]
    short = ["a@1#x", "b@1#x", "c@1#x"]
    assert (await trails(backend, "a@1#x", "c@1#x", mode, current=False))[0] == short
    # who asks about a former version sees it
    assert await trails(backend, "b@1#x", "c@1#x", mode, current=True) == [short[1:]]
    # a version that a current build uses is no past
    built = Vertex("Build", "build:00000000000000aa", {"version": "b@1", "target": "t"})
    await backend.write(built, Edge("USED", built.uid, "b@1"))
    assert (await trails(backend, "a@1#x", "c@1#x", mode, current=True))[0] == short

"""Find paths with a turn: two things that depend on the same element, or that the same element depends on."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from graph import store
from graph.store import Budget, Direction, PathMode, PathQuery, Paths, ReachQuery, Truncation
from resolvers.unit import Unit

_MOST: Final = 20_000
"""Elements on each side that are looked at for a common one."""
_USUAL: Final = frozenset({"Element"})
Turn = tuple[int, str, Direction]
"""Length of the shortest path with this turn, the element, and the direction in which both sides come to it."""


async def any_paths(unit: Unit, query: PathQuery) -> Paths:
    """Return the shortest paths in either direction, and with one turn."""
    straight = [await unit.paths(replace(query, direction=direction)) for direction in Direction]
    found = [path for each in straight for path in each.paths]
    turns, whole = await _turns(unit, query)
    wanted = 1 if query.mode is PathMode.SHORTEST else query.first
    seen = {_trail(path) for path in found}
    for length, at, direction in turns:
        shorter = [path for path in found if len(path.links) <= length]
        if len(shorter) >= wanted or length > query.budget.depth:
            break
        path = await _turned(unit, query, at, direction)
        if path is not None and _trail(path) not in seen:
            seen.add(_trail(path))
            found.append(path)
    found.sort(key=lambda path: (len(path.links), _trail(path)))
    cut = next((each.truncated_by for each in straight if each.truncated_by is not None), None)
    complete = whole and (query.mode is PathMode.SHORTEST if found else cut is None)
    return Paths(
        paths=found[:wanted],
        complete=complete,
        truncated_by=None if complete else cut or Truncation.SIZE,
        total=0 if complete and not found else None,
        as_of=straight[0].as_of,
    )


async def _turns(unit: Unit, query: PathQuery) -> tuple[list[Turn], bool]:
    """Return the elements at which a path can turn, the nearest first, and whether these are all."""
    found: list[Turn] = []
    whole = True
    for direction in Direction:
        sides = []
        for start in (query.start, query.end):
            asked = ReachQuery(
                start=start,
                direction=direction,
                through=query.through,
                labels=_USUAL,
                as_of=query.as_of,
                budget=Budget(vertices=_MOST, seconds=query.budget.seconds / 2),
                first=_MOST,
                current=query.current,
            )
            answer = await unit.reach(asked)
            whole &= answer.complete
            sides.append({str(each.vertex["uid"]): each.hop for each in answer.page})
        found += [(hop + sides[1][uid], uid, direction) for uid, hop in sides[0].items() if uid in sides[1]]
        await asyncio.sleep(0)
    return sorted(found), whole


async def _turned(unit: Unit, query: PathQuery, at: str, direction: Direction) -> store.Path | None:
    """Return the shortest path with this turn; None if it passes a vertex twice, so that a nearer turn exists."""
    sides = []
    for start in (query.start, query.end):
        if at in start:
            return None
        asked = replace(query, start=start, end=(at,), direction=direction, mode=PathMode.SHORTEST, first=1)
        answer = await unit.paths(asked)
        if not answer.paths:
            return None
        sides.append(answer.paths[0])
    one, other = sides
    vertices = [*one.vertices, *reversed(other.vertices[:-1])]
    if len({vertex["uid"] for vertex in vertices}) < len(vertices):
        return None
    return store.Path(vertices, [*one.links, *reversed(other.links)])


def _trail(path: store.Path) -> Sequence[str]:
    return tuple(str(vertex["uid"]) for vertex in path.vertices)

"""Paths: how one thing depends on another."""

from typing import Final

import strawberry

from graph import store
from graph.records import group_of
from graph.store import ANY_DEPTH, Budget, PathQuery
from resolvers.addresses import starts
from resolvers.context import Info
from resolvers.errors import Refused
from resolvers.lookahead import selected
from resolvers.not_followed import not_followed
from resolvers.reach import Scope, reach_edge
from resolvers.turning import any_paths
from schema.labels import node
from schema.paths import Direction, Path, PathMode, Paths, PathStep
from schema.reach import Truncation
from schema.scalars import DateTime

_MOST: Final = 100
_USUAL_NUMBER: Final = 10
_SECONDS: Final = 5.0  # half of what a statement may take, since more is done when they are over


def limits(longest: int | None, first: int | None) -> tuple[int, int]:
    """Return `maxDepth`, if null any, and `first`. Raises Refused."""
    longest = ANY_DEPTH if longest is None else longest
    first = _USUAL_NUMBER if first is None else first
    if longest < 0:
        raise Refused("BAD_DEPTH", f"maxDepth is 0 or more, not {longest}.")
    if not 1 <= first <= _MOST:
        raise Refused("BAD_FIRST", f"first is 1 to {_MOST} paths, not {first}.")
    return longest, first


async def ask(
    info: Info,
    ends: tuple[str, str],
    mode: PathMode | None,
    direction: Direction | None,
    limits: tuple[int, int],
    scope: Scope,
    as_of: str | None,
) -> Paths:
    """Find paths from everything that one id means to everything that the other means."""
    begun, ended = [await starts(info.context, of, as_of) for of in ends]
    turning = direction is Direction.ANY
    query = PathQuery(
        start=tuple(each.id for each in begun),
        end=tuple(each.id for each in ended),
        mode=store.PathMode(str((mode or PathMode.SHORTEST).value)),
        direction=store.Direction.LINEAGE if turning else store.Direction(str((direction or Direction.LINEAGE).value)),
        through=scope.through,
        as_of=as_of,
        budget=Budget(depth=limits[0], seconds=_SECONDS),
        first=limits[1],
        current=scope.current,
    )
    answer = await (any_paths(info.context.unit, query) if turning else info.context.unit.paths(query))
    left_out = []
    if selected(info, "notFollowed") is not None:
        groups = {group for each in (*begun, *ended) if (group := group_of(each.id)) is not None}
        left_out = await not_followed(info.context.unit, query.direction, query.through, groups, answer.as_of)
    info.context.unit.count(sum(len(path.vertices) for path in answer.paths))
    return Paths(
        start_ids=[strawberry.ID(each.id) for each in begun],
        end_ids=[strawberry.ID(each.id) for each in ended],
        paths_complete=answer.complete,
        truncated_by=None if answer.truncated_by is None else Truncation(answer.truncated_by.value),
        total_count=answer.total,
        as_of=DateTime(answer.as_of),
        paths=[_path(path) for path in answer.paths],
        not_followed=left_out,
    )


def _path(path: store.Path) -> Path:
    steps = [
        PathStep(node=node(vertex), edges=[reach_edge(link) for link in links])
        for vertex, links in zip(path.vertices, ((), *path.links), strict=True)
    ]
    return Path(length=len(path.links), steps=steps)

"""Compute what links add to impact."""

from collections.abc import Sequence
from typing import Final

from graph import errors
from graph.records import element_uid, version_uid
from graph.store import Budget, Direction, ReachQuery
from resolvers.unit import Unit

_SMALL: Final = Budget(vertices=20_000, seconds=1.0)


async def added_impact(unit: Unit, pairs: Sequence[tuple[str, str]]) -> list[int]:
    """Return, for each (dependency, dependent), the number of vertices that the second adds to the impact of the first.

    Both are elements without a version; the current versions are meant. 0 if one of them is not there now.
    """
    models = sorted({end.partition("#")[0] for pair in pairs for end in pair})
    rows = await unit.rows("version.current", models=models, asOf=await unit.now())
    current = {row["model"]: version_uid(row["model"], row["number"]) for row in rows}
    found = []
    alone: dict[str, int] = {}  # many proposals are about one and the same dependency
    for pair in pairs:
        uids = [_uid(current, end) for end in pair]
        try:
            if uids[0] not in alone:
                alone[uids[0]] = await _impact(unit, uids[0])
            found.append(max(0, await _impact(unit, *uids) - alone[uids[0]]))
        except errors.VertexUnknown:
            found.append(0)
    return found


def _uid(current: dict[str, str], end: str) -> str:
    model, _, element = end.partition("#")
    return element_uid(current.get(model, version_uid(model, 1)), element)


async def _impact(unit: Unit, *of: str) -> int:
    query = ReachQuery(start=of, direction=Direction.IMPACT, budget=_SMALL, first=1, current=True)
    return (await unit.reach(query)).total

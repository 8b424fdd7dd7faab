"""Removing vertices for good: by the owner's one function, since a tenant's role may not delete."""

from collections.abc import Iterator, Sequence
from typing import Final

from graph import errors
from graph.age.unit import Unit
from graph.age.write import agtype_array
from graph.records import Written, label_of

_ERASE: Final = "SELECT vertices, edges FROM ameide_erase(%s::agtype[], %s::text[])"


async def erase(unit: Unit, uids: Sequence[str]) -> Written:
    """One statement, however many there are; what is no uid is unknown too."""
    if not unit.writes:
        raise errors.GraphError("this unit only reads")
    known = dict(_labelled(uids))
    if not known:
        return Written(vertices=0, edges=0, ended=0)
    async with unit.speaking() as connection:
        cursor = await connection.execute(_ERASE, [agtype_array(known), sorted(set(known.values()))])
        found = await cursor.fetchone()
    vertices, edges = found or (0, 0)
    return Written(vertices=vertices, edges=edges, ended=0)


def _labelled(uids: Sequence[str]) -> Iterator[tuple[str, str]]:
    for uid in uids:
        try:
            yield uid, label_of(uid)
        except ValueError:
            continue

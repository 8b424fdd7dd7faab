"""Read the edges among given vertices."""

from collections.abc import Sequence
from typing import Final

import orjson

from graph.age.arrays import agtype_array, graphid_array
from graph.age.functions import bits
from graph.age.unit import Unit
from graph.records import EDGE_KINDS, label_of
from graph.store import Link

_IDS: Final = (
    "SELECT id::text, ameide_property(properties, '\"uid\"') FROM ameide_vertices_by_uid(%s::agtype[], %s::text[])"
)
_AMONG: Final = """
    WITH named AS MATERIALIZED (
        SELECT * FROM unnest(%(ids)s::graphid[], %(uids)s::text[]) AS named(id, uid)
    ),
    among AS MATERIALIZED (
        SELECT edge.kind, start.uid AS start, stop.uid AS stop, edge.properties
        FROM ameide_edges_by_start_id(%(ids)s::graphid[], %(kinds)s::int, %(moment)s::agtype) AS edge
        JOIN named AS start ON start.id = edge.start_id JOIN named AS stop ON stop.id = edge.end_id
    )
    SELECT (SELECT count(*) FROM among), page.* FROM (VALUES (1)) AS always LEFT JOIN (
        SELECT * FROM among
        WHERE %(after)s::text[] IS NULL
            OR ROW(start COLLATE "C", kind COLLATE "C", stop COLLATE "C")
                > ROW((%(after)s::text[])[1], (%(after)s::text[])[2], (%(after)s::text[])[3])
        ORDER BY start COLLATE "C", kind COLLATE "C", stop COLLATE "C" LIMIT %(first)s
    ) AS page ON true
"""


async def edges_among(
    unit: Unit, uids: Sequence[str], *, as_of: str | None, first: int, after: tuple[str, str, str] | None
) -> tuple[int, Sequence[Link]]:
    """Count the edges among these vertices, and return a page of them by (start, kind, end)."""
    labels = {label_of(uid) for uid in uids}
    kinds = frozenset(name for name, kind in EDGE_KINDS.items() if kind.starts & labels and kind.ends & labels)
    moment = as_of if as_of is not None and as_of < unit.now else None
    async with unit.speaking() as connection:
        cursor = await connection.execute(_IDS, [agtype_array(set(uids)), sorted(labels)])
        named = {uid: int(number) for number, uid in await cursor.fetchall()}
        cursor = await connection.execute(
            _AMONG,
            {
                "ids": graphid_array(named.values()),
                "uids": [*named],
                "kinds": bits(kinds),
                "moment": None if moment is None else orjson.dumps(moment).decode(),
                "after": None if after is None else list(after),
                "first": first,
            },
        )
        rows = await cursor.fetchall()
    links = [Link(kind, start, end, properties) for _, kind, start, end, properties in rows if kind is not None]
    return rows[0][0], links

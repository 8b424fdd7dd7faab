"""Finding vertices by text, and the edges among given ones."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import orjson

from graph.age.unit import Unit
from graph.age.write import agtype_array, graphid_array
from graph.records import EDGE_KINDS, LABELS, label_of
from graph.store import Hit, Hits, Link, SearchQuery

_IDS: Final = (
    "SELECT id::text, ameide_property(properties, '\"uid\"') FROM ameide_vertices_by_uid(%s::agtype[], %s::text[])"
)
_AMONG: Final = """
    WITH named AS MATERIALIZED (
        SELECT * FROM unnest(%(ids)s::graphid[], %(uids)s::text[]) AS named(id, uid)
    ),
    among AS MATERIALIZED (
        SELECT edge.kind, start.uid AS start, stop.uid AS stop, edge.properties
        FROM ameide_edges_by_start_id(%(ids)s::graphid[], %(kinds)s::text[], %(moment)s::agtype) AS edge
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
_SEARCH: Final = """
    WITH found AS MATERIALIZED (
        SELECT label, properties, ameide_property(properties, '"uid"') AS uid,
            lower(ameide_property(properties, '"name"')) AS name
        FROM ({tables}) AS tables
        WHERE %(kinds)s::text[] = '{{}}' OR ameide_property(properties, '"kind"') = ANY (%(kinds)s::text[])
    ),
    hits AS MATERIALIZED (
        SELECT *, CASE
            WHEN name = %(text)s OR lower(uid) = %(text)s THEN 0
            WHEN name LIKE %(start)s THEN 1
            WHEN name LIKE %(part)s THEN 2
            ELSE 3 END AS rank
        FROM found WHERE name LIKE %(part)s OR lower(uid) LIKE %(part)s
    )
    SELECT (SELECT count(*) FROM hits), page.label, page.properties FROM (VALUES (1)) AS always LEFT JOIN (
        SELECT label, properties - '"folded"'::agtype AS properties, row_number() OVER () AS place FROM (
            SELECT * FROM hits ORDER BY rank, uid COLLATE "C" OFFSET %(after)s LIMIT %(first)s
        ) AS hits
    ) AS page ON true ORDER BY page.place
"""


async def edges_among(
    unit: Unit, uids: Sequence[str], *, as_of: str | None, first: int, after: tuple[str, str, str] | None
) -> tuple[int, Sequence[Link]]:
    """How many edges there are among these vertices, and a page of them by (start, kind, end)."""
    labels = {label_of(uid) for uid in uids}
    kinds = [name for name, kind in EDGE_KINDS.items() if kind.starts & labels and kind.ends & labels]
    moment = as_of if as_of is not None and as_of < unit.now else None
    async with unit.speaking() as connection:
        cursor = await connection.execute(_IDS, [agtype_array(set(uids)), sorted(labels)])
        named = {uid: int(number) for number, uid in await cursor.fetchall()}
        cursor = await connection.execute(
            _AMONG,
            {
                "ids": graphid_array(named.values()),
                "uids": [*named],
                "kinds": kinds,
                "moment": None if moment is None else orjson.dumps(moment).decode(),
                "after": None if after is None else list(after),
                "first": first,
            },
        )
        rows = await cursor.fetchall()
    links = [Link(kind, start, end, properties) for _, kind, start, end, properties in rows if kind is not None]
    return rows[0][0], links


async def search(unit: Unit, query: SearchQuery) -> Hits:
    """Vertices whose name or id holds the text: equal, beginning with it, in the name, in the id; then by id."""
    wanted = sorted((query.labels or LABELS) & ({"Element"} if query.kinds else LABELS))
    if not wanted or "\0" in query.text:
        return Hits(0, [], has_next=False)
    tables = " UNION ALL ".join(f"SELECT '{label}' AS label, properties FROM \"{label}\"" for label in wanted)  # noqa: S608
    lowered = query.text.lower()
    pattern = lowered.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
    values: Mapping[str, Any] = {
        "text": lowered,
        "start": f"{pattern}%",
        "part": f"%{pattern}%",
        "kinds": sorted(query.kinds),
        "first": query.first,
        "after": query.after,
    }
    async with unit.speaking() as connection:
        cursor = await connection.execute(_SEARCH.format(tables=tables), values)
        rows = await cursor.fetchall()
    page = [Hit({**properties, "label": label}, 1.0) for _, label, properties in rows if label is not None]
    return Hits(rows[0][0], page, has_next=query.after + len(page) < rows[0][0])

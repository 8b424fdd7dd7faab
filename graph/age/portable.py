"""Read a tenant's whole content out of AGE's tables, in order, and write it back into empty ones."""

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, Self

import orjson

from graph import errors
from graph.age.arrays import agtype_array
from graph.age.content import AgeContent
from graph.age.entries import Given
from graph.age.index import Index, builds_of
from graph.age.unit import Unit
from graph.age.write import UID, Ids, Row, copy, reserved
from graph.batch import grouped
from graph.content import Content
from graph.portable import Counts
from graph.records import EDGE_KINDS, LABELS, Batch, Edge, Vertex, label_of

_PAGE: Final = 256  # rows
_DIGESTS: Final = 1000
# All of a table is wanted, in the order of another collation than the index may have.
_SETTINGS: Final = """
    SELECT set_config('statement_timeout', '0', true), set_config('enable_seqscan', 'on', true),
        set_config('work_mem', '64MB', true)
"""
_VERTICES: Final = 'SELECT properties FROM "{label}" ORDER BY ({uid}::text) COLLATE "C"'
_EDGES: Final = """
    SELECT s.uid, t.uid, e.properties FROM "{kind}" AS e
    JOIN ({starts}) AS s ON s.id = e.start_id JOIN ({ends}) AS t ON t.id = e.end_id
    ORDER BY s.uid COLLATE "C", t.uid COLLATE "C", ({recorded}::text) COLLATE "C", ({until}::text) COLLATE "C"
"""


class AgeExporting:
    """An export that reads one snapshot, table by table, through a cursor in the database."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._content = AgeContent(unit)

    @classmethod
    async def begun(cls, unit: Unit) -> Self:
        async with unit.speaking() as connection:
            await connection.execute(_SETTINGS)
        return cls(unit)

    @property
    def tenant(self) -> str:
        return self._unit.place.tenant

    @property
    def now(self) -> str:
        return self._unit.now

    @property
    def content(self) -> Content:
        return self._content

    async def counts(self) -> Counts:
        found = await self._counted([*sorted(LABELS), *sorted(EDGE_KINDS), "ameide_content"])
        return Counts(
            found.get("ameide_content", 0),
            {label: found[label] for label in sorted(LABELS & found.keys())},
            {kind: found[kind] for kind in sorted(EDGE_KINDS.keys() & found)},
        )

    async def contents(self) -> AsyncIterator[Sequence[tuple[str, int]]]:
        """Yield digest and size of all bytes, by digest."""
        last = ""
        while True:
            async with self._unit.speaking() as connection:
                cursor = await connection.execute(
                    "SELECT digest, size FROM ameide_content WHERE digest > %s ORDER BY digest LIMIT %s",
                    [last, _DIGESTS],
                )
                page = await cursor.fetchall()
            if not page:
                return
            yield page
            last = page[-1][0]

    async def vertices(self, label: str) -> AsyncIterator[Sequence[Vertex]]:
        async for page in self._pages(_VERTICES.format(label=label, uid=UID)):
            yield [_vertex(label, properties) for (properties,) in page]

    async def edges(self, kind: str) -> AsyncIterator[Sequence[Edge]]:
        ends = EDGE_KINDS[kind]
        statement = _EDGES.format(
            kind=kind,
            starts=_uids(ends.starts),
            ends=_uids(ends.ends),
            recorded=UID.replace('"uid"', '"recordedAt"').replace("properties", "e.properties"),
            until=UID.replace('"uid"', '"until"').replace("properties", "e.properties"),
        )
        async for page in self._pages(statement):
            yield [Edge(kind, start, end, properties) for start, end, properties in page]

    async def _counted(self, tables: Sequence[str]) -> dict[str, int]:
        counts = " UNION ALL ".join(f"SELECT '{name}', count(*) FROM \"{name}\"" for name in tables)  # noqa: S608
        async with self._unit.speaking() as connection:
            cursor = await connection.execute(counts)
            return {name: number for name, number in await cursor.fetchall() if number}

    async def _pages(self, statement: str) -> AsyncIterator[Sequence[tuple[Any, ...]]]:
        async with self._unit.speaking() as connection:
            await connection.execute(f"DECLARE ameide_export NO SCROLL CURSOR FOR {statement}")
        while True:
            async with self._unit.speaking() as connection:
                cursor = await connection.execute(f"FETCH {_PAGE} FROM ameide_export")
                page = await cursor.fetchall()
            if not page:
                break
            yield page
        async with self._unit.speaking() as connection:
            await connection.execute("CLOSE ameide_export")


class AgeRestoring:
    """Writes what was exported, and leaves a mark of how far it came, in one transaction."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._content = AgeContent(unit)

    @property
    def tenant(self) -> str:
        return self._unit.place.tenant

    @property
    def mark(self) -> str:
        return self._unit.mark

    @property
    def content(self) -> Content:
        return self._content

    async def restore(self, batch: Batch) -> None:
        """Write all of it, with its properties as they are given."""
        try:
            await self._restore(batch)
        except errors.GraphError as error:
            self._unit.broken = error
            raise

    async def keep(self, mark: str) -> None:
        """Leave this mark; kept or lost with the unit."""
        async with self._unit.speaking() as connection:
            await connection.execute("UPDATE ameide_clock SET mark = %s", [mark])

    async def finish(self, moment: str) -> None:
        """Set the clock: every later write is later than this."""
        async with self._unit.speaking() as connection:
            await connection.execute("UPDATE ameide_clock SET last = %s::timestamptz", [moment])

    async def _restore(self, batch: Batch) -> None:
        vertices = grouped(batch.vertices, lambda vertex: vertex.label)
        edges = grouped(batch.edges, lambda edge: edge.kind)
        numbers = {label: len(rows) for label, rows in vertices.items()}
        numbers |= {kind: len(links) for kind, links in edges.items()}
        async with self._unit.speaking() as connection:
            first = await reserved(connection, self._unit.place.graph, numbers)
            for label, rows in vertices.items():
                await copy(connection, label, self._vertex_rows(rows, first[label]))
            await Index(_given(vertices, first), await builds_of(connection, _by_uid(vertices))).write(connection)
        ids = await self._ids(batch.edges) if edges else {}
        async with self._unit.speaking() as connection:
            for kind, links in edges.items():
                await copy(connection, kind, _edge_rows(links, first[kind], ids))

    def _vertex_rows(self, vertices: Iterable[Vertex], first: int) -> Iterator[Row]:
        for number, vertex in enumerate(vertices, first):
            own = {**vertex.properties, "tenant": self.tenant, "uid": vertex.uid}
            yield Row(number, (), orjson.dumps(own))

    async def _ids(self, edges: Sequence[Edge]) -> Ids:
        """Return the graphids of all ends. Raises EdgeRefused where one does not exist."""
        wanted = grouped({uid for edge in edges for uid in (edge.start, edge.end)}, label_of)
        found: Ids = {}
        async with self._unit.speaking() as connection:
            for label, uids in wanted.items():
                cursor = await connection.execute(
                    f'SELECT {UID}::text, id::text::bigint FROM "{label}" WHERE {UID} = ANY(%s::agtype[])',  # noqa: S608
                    [agtype_array(uids)],
                )
                found.update(await cursor.fetchall())
        if missing := {uid for uids in wanted.values() for uid in uids} - found.keys():
            raise errors.EdgeRefused(f"{min(missing)[:200]} does not exist")
        return found


def _given(vertices: Mapping[str, Sequence[Vertex]], first: Mapping[str, int]) -> Iterator[Given]:
    for label, rows in vertices.items():
        for number, vertex in enumerate(rows, first[label]):
            yield number, label, vertex.uid, str(vertex.properties["recordedAt"]), vertex.properties


def _by_uid(vertices: Mapping[str, Sequence[Vertex]]) -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
    return {label: {vertex.uid: vertex.properties for vertex in rows} for label, rows in vertices.items()}


def _edge_rows(edges: Iterable[Edge], first: int, ids: Ids) -> Iterator[Row]:
    for number, edge in enumerate(edges, first):
        yield Row(number, (ids[edge.start], ids[edge.end]), orjson.dumps(edge.properties))


def _vertex(label: str, properties: dict[str, Any]) -> Vertex:
    uid = properties.pop("uid")
    properties.pop("tenant", None)
    return Vertex(label, uid, properties)


def _uids(labels: Iterable[str]) -> str:
    return " UNION ALL ".join(f'SELECT id, {UID}::text AS uid FROM "{label}"' for label in sorted(labels))  # noqa: S608

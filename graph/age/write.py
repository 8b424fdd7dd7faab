"""Write a batch by a number of statements that hardly depends on its size: one for each table and 2,500 rows."""

import asyncio
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import orjson
from psycopg import AsyncConnection, AsyncCursor
from psycopg import errors as driver

from graph import errors
from graph.age.arrays import agtype_array, graphid_array, text_array
from graph.age.entries import END, Given
from graph.age.index import Index, builds_of
from graph.age.unit import Unit
from graph.batch import Plan, planned, properties
from graph.records import EDGE_KINDS, SHARED, Batch, Written

Ids = dict[str, int]
"""uid to graphid."""

UID: Final = "agtype_access_operator(VARIADIC ARRAY[properties, '\"uid\"'::agtype])"
_UNTIL: Final = "agtype_access_operator(VARIADIC ARRAY[properties, '\"until\"'::agtype])"
_BLOCK: Final = 250  # rows
_AT_ONCE: Final = 2_500  # rows of a statement; writing them as text takes some ten milliseconds
_RESERVE: Final = """
    SELECT name, (_label_id(%(graph)s::text::name, name::name))::bigint,
        setval(sequence, nextval(sequence) + number - 1) - number + 1
    FROM unnest(%(names)s::text[], %(numbers)s::bigint[]) AS wanted(name, number),
        LATERAL (SELECT format('%%I.%%I', %(graph)s::text, name || '_id_seq')::regclass AS sequence) AS found
"""


class Row(NamedTuple):
    """A row of a label's table, ready to be sent."""

    id: int
    ends: tuple[int, ...]
    properties: bytes


async def write(unit: Unit, batch: Batch) -> Written:
    """Write all of it, or nothing; what is there already stays as it is."""
    plan = await planned(batch)
    if not unit.writes:
        raise errors.GraphError("this unit only reads")
    async with unit.speaking() as connection:
        try:
            return await _Writing(connection, unit, plan).run()
        except errors.GraphError as error:
            unit.broken = error  # so that a half of the batch cannot be kept
            raise


class _Writing:
    def __init__(self, connection: AsyncConnection[Any], unit: Unit, plan: Plan) -> None:
        self.connection = connection
        self.unit = unit
        self.plan = plan
        self.ids: Ids = {}
        self.next: dict[str, int] = {}

    async def run(self) -> Written:
        await self.reserve()
        vertices = await self.write_vertices()
        builds = await builds_of(self.connection, self.plan.vertices) if vertices else {}
        index = Index(self.new_vertices(), builds)
        ended = await self.end()
        edges = await self.write_edges(index)
        if vertices:
            await index.write(self.connection)
        await self.end_in_search()
        return Written(vertices=vertices, edges=edges, ended=ended)

    async def reserve(self) -> None:
        """Take a block of ids from each table's sequence; the tenant's lock keeps everyone else off."""
        numbers = {name: len(rows) for name, rows in self.plan.vertices.items()}
        numbers.update((name, len(rows)) for name, rows in self.plan.edges.items())
        self.next = await reserved(self.connection, self.unit.place.graph, numbers)

    async def write_vertices(self) -> int:
        vertices = self.plan.vertices
        for label, given in vertices.items():
            self.ids.update(zip(given, itertools.count(self.next[label]), strict=False))
        shared = {label: given for label, given in vertices.items() if label in SHARED}
        fresh = {label: given for label, given in vertices.items() if label not in SHARED}
        written = await self.merge({label: self.vertex_rows(label) for label in shared}) if shared else 0
        missing = await self.look_up(self.plan.mentioned(), shared)
        if missing:
            self.refuse(missing)
        if await self.copied({label: self.vertex_rows(label) for label in fresh}):
            return written + sum(map(len, fresh.values()))
        written += await self.merge({label: self.vertex_rows(label) for label in fresh})
        await self.look_up({}, fresh)
        return written

    def new_vertices(self) -> Iterator[Given]:
        """Yield the vertices with the ids that were reserved for them; the others were there already."""
        for label, given in self.plan.vertices.items():
            for number, (uid, own) in enumerate(given.items(), self.next[label]):
                if self.ids[uid] == number:
                    yield number, label, uid, self.unit.now, own

    async def write_edges(self, index: Index) -> int:
        edges = self.plan.edges
        if await self.copied({kind: self.edge_rows(kind) for kind in edges}, index.ahead):
            return sum(map(len, edges.values()))
        return await self.merge({kind: self.edge_rows(kind) for kind in edges})

    def vertex_rows(self, label: str) -> Iterator[Row]:
        tenant, now, given = self.unit.place.tenant, self.unit.now, self.plan.vertices[label]
        for number, (uid, own) in enumerate(given.items(), self.next[label]):
            yield Row(number, (), properties(own, tenant=tenant, uid=uid, recordedAt=now))

    def edge_rows(self, kind: str) -> Iterator[Row]:
        bare = properties({}, recordedAt=self.unit.now)
        for number, ((start, end), own) in enumerate(self.plan.edges[kind].items(), self.next[kind]):
            json = properties(own, recordedAt=self.unit.now) if own else bare
            yield Row(number, (self.ids[start], self.ids[end]), json)

    async def copied(self, tables: Mapping[str, Iterator[Row]], meanwhile: Callable[[], object] = lambda: None) -> bool:
        """Copy the rows into their tables; False, and nothing done, where one of them is there already."""
        if not tables:
            return True
        await self.connection.execute("SAVEPOINT fresh")
        try:
            for name, rows in tables.items():
                await copy(self.connection, name, rows, meanwhile)
        except driver.UniqueViolation:
            await self.connection.execute("ROLLBACK TO SAVEPOINT fresh")
            return False
        return True

    async def merge(self, tables: Mapping[str, Iterator[Row]]) -> int:
        """Insert what is not there yet."""
        cursors = []
        async with self.connection.pipeline():
            for name, rows in tables.items():
                while block := list(itertools.islice(rows, _AT_ONCE)):
                    cursors.append(await self.connection.execute(_merge_statement(name), _merge_values(name, block)))
                    await asyncio.sleep(0)
        return sum([cursor.rowcount for cursor in cursors])

    async def look_up(
        self, mentioned: Mapping[str, Iterable[str]], merged: Mapping[str, Mapping[str, Mapping[str, Any]]]
    ) -> set[str]:
        """Find the ids of these vertices, and compare those that were to be written; tells what does not exist."""
        wanted = {label: {*mentioned.get(label, ()), *merged.get(label, ())} for label in {*mentioned, *merged}}
        if not wanted:
            return set()
        cursors: dict[str, list[AsyncCursor[Any]]] = {label: [] for label in wanted}
        async with self.connection.pipeline():
            for label, uids in wanted.items():
                asked = iter(uids)
                while block := list(itertools.islice(asked, _AT_ONCE)):
                    cursor = await self.connection.execute(
                        f'SELECT id::text, properties FROM "{label}" WHERE {UID} = ANY(%s::agtype[])',  # noqa: S608
                        [agtype_array(block)],
                    )
                    cursors[label].append(cursor)
                    await asyncio.sleep(0)
        for label, answers in cursors.items():
            found: set[str] = set()
            for cursor in answers:
                found |= await self.learn(cursor, merged.get(label, {}))
                await asyncio.sleep(0)
            if lost := merged.get(label, {}).keys() - found:
                raise errors.WriteLost(min(lost))
        return {uid for uids in wanted.values() for uid in uids if uid not in self.ids}

    async def learn(self, cursor: AsyncCursor[Any], merged: Mapping[str, Mapping[str, Any]]) -> set[str]:
        uids = set()
        for number, found in await cursor.fetchall():
            uid = found["uid"]
            uids.add(uid)
            given = merged.get(uid)
            if given is not None and self.ids.get(uid) != int(number) and _differs(found, given):
                raise errors.VertexDiffers(uid)
            self.ids[uid] = int(number)
        return uids

    def refuse(self, missing: set[str]) -> None:
        for uids in self.plan.ended_vertices.values():
            if unknown := sorted(missing.intersection(uids)):
                raise errors.VertexUnknown(unknown[0])
        raise errors.EdgeRefused(f"{min(missing)} does not exist")

    async def end(self) -> int:
        until = orjson.dumps({"until": self.unit.now}).decode()
        vertices, edges = self.plan.ended_vertices, self.plan.ended_edges
        if not vertices and not edges:
            return 0
        async with self.connection.pipeline():
            cursors = [
                await self.connection.execute(
                    f'UPDATE "{label}" SET properties = agtype_concat(properties, %s::agtype)'  # noqa: S608
                    f" WHERE {UID} = ANY(%s::agtype[]) AND {_UNTIL} IS NULL",
                    [until, agtype_array(uids)],
                )
                for label, uids in vertices.items()
            ] + [
                await self.connection.execute(
                    f'UPDATE "{kind}" SET properties = agtype_concat(properties, %s::agtype)'  # noqa: S608
                    " FROM unnest(%s::graphid[], %s::graphid[]) AS ended(start, stop)"
                    f" WHERE start_id = ended.start AND end_id = ended.stop AND {_UNTIL} IS NULL",
                    [until, *(graphid_array(self.ids[pair[side]] for pair in pairs) for side in (0, 1))],
                )
                for kind, pairs in edges.items()
            ]
        return sum([cursor.rowcount for cursor in cursors])

    async def end_in_search(self) -> None:
        ended = [self.ids[uid] for uids in self.plan.ended_vertices.values() for uid in uids]
        if ended:
            await self.connection.execute(END, [self.unit.now, graphid_array(ended)])


async def reserved(connection: AsyncConnection[Any], graph: str, numbers: Mapping[str, int]) -> dict[str, int]:
    """Reserve a block of ids in each table, and return the first of each; the caller holds the tenant's lock."""
    cursor = await connection.execute(_RESERVE, {"graph": graph, "names": [*numbers], "numbers": [*numbers.values()]})
    return {name: label << 48 | first for name, label, first in await cursor.fetchall()}


async def copy(
    connection: AsyncConnection[Any], name: str, rows: Iterator[Row], meanwhile: Callable[[], object] = lambda: None
) -> None:
    """Copy in blocks, so that the database stores one while the next, and `meanwhile`, is made. Raises WriteLost."""
    columns = "id, start_id, end_id, properties" if name in EDGE_KINDS else "id, properties"
    sent = 0
    async with connection.cursor() as cursor:
        async with cursor.copy(f'COPY "{name}" ({columns}) FROM STDIN') as copying:
            while block := list(itertools.islice(rows, _BLOCK)):
                sent += len(block)
                await copying.write(_copy_text(block))
                meanwhile()
                await asyncio.sleep(0)  # the driver gives no turn to others while the database takes all that it gets
        if cursor.rowcount != sent:
            raise errors.WriteLost(f"{name}: {cursor.rowcount} of {sent}")


def _copy_text(rows: Sequence[Row]) -> bytes:
    """Format one table's rows. JSON has no raw tab or line end, so only its backslashes need care."""
    shape = b"%d\t" * (1 + len(rows[0].ends)) + b"%b\n"
    return b"".join([shape % (row.id, *row.ends, row.properties.replace(b"\\", b"\\\\")) for row in rows])


def _merge_statement(name: str) -> str:
    if name not in EDGE_KINDS:
        columns, arrays, key = "id", "%s::graphid[]", f"({UID})"
    else:
        columns, arrays = "id, start_id, end_id", "%s::graphid[], %s::graphid[], %s::graphid[]"
        key = f"(start_id, end_id) WHERE {_UNTIL} IS NULL" if EDGE_KINDS[name].ending else "(start_id, end_id)"
    return (
        f'INSERT INTO "{name}" ({columns}, properties) SELECT {columns}, agtype_in(textout(json))'  # noqa: S608
        f" FROM unnest({arrays}, %s::text[]) AS given({columns}, json) ON CONFLICT {key} DO NOTHING"
    )


def _merge_values(name: str, rows: Sequence[Row]) -> list[str]:
    sides = range(2) if name in EDGE_KINDS else ()
    return [
        graphid_array(row.id for row in rows),
        *(graphid_array(row.ends[side] for row in rows) for side in sides),
        text_array(row.properties.decode() for row in rows),
    ]


def _differs(found: Mapping[str, Any], given: Mapping[str, Any]) -> bool:
    """Compare properties without those that the store itself sets, and without the end that comes later."""
    own = {"tenant", "uid", "recordedAt"} | ({"until"} - given.keys())
    return {name: value for name, value in found.items() if name not in own} != dict(given)

"""Read a tenant's whole content out of Neo4j, in order, and write it back into an empty one."""

import heapq
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from typing import Any, Final, TypeVar

from graph import errors
from graph.batch import grouped
from graph.content import Content
from graph.neo4j import values
from graph.neo4j.blocks import blocks
from graph.neo4j.content import Neo4jContent
from graph.neo4j.entries import index
from graph.neo4j.unit import Unit
from graph.portable import Counts
from graph.records import EDGE_KINDS, LABELS, Batch, Edge, Vertex, label_of

_PAGE: Final = 256  # rows
_STARTS: Final = 2_000  # vertices whose edges are asked for at once
_ITEM = TypeVar("_ITEM")
_COUNT_VERTICES: Final = "MATCH (v:{label}) WHERE v.tenant = $tenant AND v.recordedAt <= $_now RETURN count(*)"
_COUNT_EDGES: Final = """
    MATCH (a:{label})-[r]->()
    WHERE a.tenant = $tenant AND a.recordedAt <= $_now AND r.recordedAt <= $_now
    RETURN type(r), count(*)
"""
_COUNT_CONTENTS: Final = """
    MATCH (c:Content)
    WHERE c.tenant = $tenant AND c.digest > '' AND c.number = 0 AND c.recordedAt <= $_now
    RETURN count(*)
"""
_CONTENTS: Final = """
    MATCH (c:Content)
    WHERE c.tenant = $tenant AND c.digest > $last AND c.number = 0 AND c.recordedAt <= $_now
    RETURN c.digest, c.size
    ORDER BY c.digest
    LIMIT $page
"""
# The index compares by code point. What compares a stored text with a given one elsewhere may do so by UTF-16.
_VERTICES: Final = """
    MATCH (v:{label})
    USING INDEX v:{label}(tenant, uid)
    WHERE v.tenant = $tenant AND v.uid > $last AND v.recordedAt <= $_now
    RETURN v.uid, {found}
    ORDER BY v.uid
    LIMIT $page
"""
_EDGES: Final = """
    UNWIND $uids AS uid
    MATCH (a:{label} {{tenant: $tenant, uid: uid}})-[r:{kind}]->(b) USING INDEX a:{label}(tenant, uid)
    WHERE b.tenant = $tenant AND r.recordedAt <= $_now
    RETURN uid, b.uid, properties(r)
"""
_KNOWN: Final = "UNWIND $uids AS uid MATCH (v:{label} {{tenant: $tenant, uid: uid}}) RETURN uid"
_CREATE: Final = "UNWIND $rows AS row CREATE (v:{label}) SET v = row[1], v.tenant = $tenant, v.uid = row[0]"
_TIE: Final = """
    UNWIND $rows AS row
    MATCH (a:{start} {{tenant: $tenant, uid: row[0]}}) USING INDEX a:{start}(tenant, uid)
    MATCH (b:{end} {{tenant: $tenant, uid: row[1]}}) USING INDEX b:{end}(tenant, uid)
    CREATE (a)-[r:{kind}]->(b)
    SET r = row[2]
"""


class Neo4jExporting:
    """An export that reads as of one moment, page by page. Records erased meanwhile make the counts wrong."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._content = Neo4jContent(unit)

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
        vertices = {label: await self._number(_COUNT_VERTICES.format(label=label)) for label in sorted(LABELS)}
        edges: Counter[str] = Counter()
        for label in sorted({label for kind in EDGE_KINDS.values() for label in kind.starts}):
            edges.update(dict(await self._unit.ask(_COUNT_EDGES.format(label=label))))
        return Counts(await self._number(_COUNT_CONTENTS), _some(vertices), dict(sorted(edges.items())))

    async def contents(self) -> AsyncIterator[Sequence[tuple[str, int]]]:
        """Yield digest and size of all bytes, by digest."""
        async for page in self._pages(_CONTENTS):
            yield [(digest, size) for digest, size in page]

    async def vertices(self, label: str) -> AsyncIterator[Sequence[Vertex]]:
        async for page in self._pages(_VERTICES.format(label=label, found="properties(v)")):
            yield [Vertex(label, uid, self._own(properties)) for uid, properties in page]

    async def edges(self, kind: str) -> AsyncIterator[Sequence[Edge]]:
        """Merge the edges of the labels of starts: each start has one label."""
        streams = [self._edges_from(label, kind) for label in sorted(EDGE_KINDS[kind].starts)]
        page: list[Edge] = []
        async for edge in _merged(streams, lambda edge: edge.start):
            page.append(edge)
            if len(page) == _PAGE:
                yield page
                page = []
        if page:
            yield page

    async def _edges_from(self, label: str, kind: str) -> AsyncIterator[Edge]:
        async for starts in self._pages(_VERTICES.format(label=label, found="true"), _STARTS):
            rows = await self._unit.ask(_EDGES.format(label=label, kind=kind), uids=[uid for uid, _ in starts])
            edges = [Edge(kind, start, end, self._own(properties)) for start, end, properties in rows]
            for edge in sorted(edges, key=_order):
                yield edge

    async def _pages(self, text: str, size: int | None = None) -> AsyncIterator[Sequence[Sequence[Any]]]:
        """Yield pages; each begins after the last row of the one before, which its first column names."""
        last, size = "", size or _PAGE
        full = True
        while full and (page := await self._unit.ask(text, last=last, page=size)):
            yield page
            last, full = page[-1][0], len(page) == size

    async def _number(self, text: str) -> int:
        [[number]] = await self._unit.ask(text)
        return int(number)

    def _own(self, properties: dict[str, Any]) -> dict[str, Any]:
        own = {name: value for name, value in properties.items() if name not in ("tenant", "uid")}
        known: dict[str, Any] = values.known_at(own, self.now)
        return known


class Neo4jRestoring:
    """Writes what was exported, and leaves a mark of how far it came, in one transaction."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._content = Neo4jContent(unit)

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
        await self._unit.ask("MATCH (t:Tenant {name: $tenant}) SET t.mark = $mark", mark=mark)

    async def finish(self, moment: str) -> None:
        """Set the clock: every later write is later than this. Nobody reads yet, so it is published as well."""
        text = """
            MATCH (t:Tenant {name: $tenant})
            MATCH (p:Published {tenant: $tenant})
            SET t.last = $moment, p.moment = $moment
        """
        await self._unit.ask(text, moment=moment)

    async def _restore(self, batch: Batch) -> None:
        vertices = grouped(batch.vertices, lambda vertex: vertex.label)
        for label, given in vertices.items():
            for block in blocks(given):
                rows = [[vertex.uid, dict(vertex.properties)] for vertex in block]
                await self._unit.ask(_CREATE.format(label=label), rows=rows)
        new = {label: {vertex.uid: vertex.properties for vertex in given} for label, given in vertices.items()}
        await index(self._unit, new)
        await self._require({uid for edge in batch.edges for uid in (edge.start, edge.end)})
        tables = grouped(batch.edges, lambda edge: (edge.kind, label_of(edge.start), label_of(edge.end)))
        for (kind, start, end), edges in tables.items():
            for block_ in blocks(edges):
                rows = [[edge.start, edge.end, dict(edge.properties)] for edge in block_]
                await self._unit.ask(_TIE.format(kind=kind, start=start, end=end), rows=rows)

    async def _require(self, ends: Iterable[str]) -> None:
        """Raise EdgeRefused if a vertex does not exist."""
        for label, uids in grouped(sorted(ends), label_of).items():
            for block in blocks(uids):
                found = {uid for (uid,) in await self._unit.ask(_KNOWN.format(label=label), uids=block)}
                if missing := sorted(set(block) - found):
                    raise errors.EdgeRefused(f"{missing[0][:200]} does not exist")


async def _merged(streams: Sequence[AsyncIterator[_ITEM]], key: Callable[[_ITEM], str]) -> AsyncIterator[_ITEM]:
    """Merge streams that are each in order."""
    heads: list[tuple[str, int, _ITEM]] = []
    for number, stream in enumerate(streams):
        async for item in stream:
            heapq.heappush(heads, (key(item), number, item))
            break
    while heads:
        _, number, item = heads[0]
        yield item
        async for following in streams[number]:
            heapq.heapreplace(heads, (key(following), number, following))
            break
        else:
            heapq.heappop(heads)


def _order(edge: Edge) -> tuple[str, str, str, bool, str]:
    until = edge.properties.get("until")
    return edge.start, edge.end, str(edge.properties["recordedAt"]), until is None, str(until)


def _some(counts: Mapping[str, int]) -> Mapping[str, int]:
    return {name: number for name, number in counts.items() if number}

"""Write a batch: for each label and kind, one lookup and one statement for each block of rows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from graph import errors
from graph.batch import Plan, planned, properties
from graph.neo4j import values
from graph.neo4j.blocks import blocks
from graph.neo4j.entries import index
from graph.neo4j.unit import Unit
from graph.records import EDGE_KINDS, Batch, Value, Written, label_of

_FIND: Final = "UNWIND $uids AS uid MATCH (v:{label} {{tenant: $tenant, uid: uid}}) RETURN uid, {found}"
_CREATE: Final = """
    UNWIND $rows AS row
    CREATE (v:{label})
    SET v = row[1], v.tenant = $tenant, v.uid = row[0], v.recordedAt = $_now
"""
_TIE: Final = """
    UNWIND $rows AS row
    MATCH (a:{start} {{tenant: $tenant, uid: row[0]}}) USING INDEX a:{start}(tenant, uid)
    MATCH (b:{end} {{tenant: $tenant, uid: row[1]}}) USING INDEX b:{end}(tenant, uid)
    WHERE NOT EXISTS {{ (a)-[r:{kind}]->(b){open} }}
    CREATE (a)-[r:{kind}]->(b)
    SET r = row[2], r.recordedAt = $_now
    RETURN count(*)
"""
_END_VERTICES: Final = """
    UNWIND $uids AS uid
    MATCH (v:{label} {{tenant: $tenant, uid: uid}}) USING INDEX v:{label}(tenant, uid)
    WHERE v.until IS NULL
    SET v.until = $_now
    WITH uid
    MATCH (e:Entry {{tenant: $tenant, uid: uid}}) USING INDEX e:Entry(tenant, uid)
    SET e.until = $_now
    RETURN count(*)
"""
_END_EDGES: Final = """
    UNWIND $rows AS row
    MATCH (a:{start} {{tenant: $tenant, uid: row[0]}}) USING INDEX a:{start}(tenant, uid)
    MATCH (b:{end} {{tenant: $tenant, uid: row[1]}}) USING INDEX b:{end}(tenant, uid)
    MATCH (a)-[r:{kind}]->(b)
    WHERE r.until IS NULL
    SET r.until = $_now
    RETURN count(*)
"""


async def write(unit: Unit, batch: Batch) -> Written:
    """Write all of it, or nothing; what is there already stays as it is."""
    plan = await planned(batch)
    if not unit.writes:
        raise errors.GraphError("this unit only reads")
    try:
        _check(plan)
        return await _Writing(unit, plan).run()
    except errors.GraphError as error:
        unit.broken = error  # so that a half of the batch cannot be kept
        raise


class _Writing:
    def __init__(self, unit: Unit, plan: Plan) -> None:
        self.unit = unit
        self.plan = plan

    async def run(self) -> Written:
        fresh = {label: await self.missing(label, given) for label, given in self.plan.vertices.items()}
        await self.require(self.plan.mentioned())
        for label, uids in fresh.items():
            await self.create(label, uids)
        await index(
            self.unit, {label: {uid: self.plan.vertices[label][uid] for uid in uids} for label, uids in fresh.items()}
        )
        ended = await self.end()
        return Written(vertices=sum(map(len, fresh.values())), edges=await self.tie(), ended=ended)

    async def missing(self, label: str, given: Mapping[str, Mapping[str, Value]]) -> list[str]:
        """Return those that are not there yet. Raises VertexDiffers where one is, with other properties."""
        there = set()
        for block in blocks(given):
            text = _FIND.format(label=label, found="properties(v)")
            for uid, found in await self.unit.ask(text, uids=block):
                if _differs(found, given[uid]):
                    raise errors.VertexDiffers(uid)
                there.add(uid)
        return [uid for uid in given if uid not in there]

    async def require(self, mentioned: Mapping[str, set[str]]) -> None:
        """Raise VertexUnknown if a vertex to end does not exist, and EdgeRefused if the end of an edge does not."""
        missing: set[str] = set()
        for label, uids in mentioned.items():
            missing |= uids
            for block in blocks(sorted(uids)):
                text = _FIND.format(label=label, found="true")
                missing.difference_update(uid for uid, _ in await self.unit.ask(text, uids=block))
        for ended in self.plan.ended_vertices.values():
            if unknown := sorted(missing.intersection(ended)):
                raise errors.VertexUnknown(unknown[0])
        if missing:
            raise errors.EdgeRefused(f"{min(missing)} does not exist")

    async def create(self, label: str, uids: Sequence[str]) -> None:
        given = self.plan.vertices[label]
        for block in blocks(uids):
            await self.unit.ask(_CREATE.format(label=label), rows=[[uid, dict(given[uid])] for uid in block])

    async def tie(self) -> int:
        written = 0
        for kind, given in self.plan.edges.items():
            open_ = " WHERE r.until IS NULL" if EDGE_KINDS[kind].ending else ""
            for (start, end), pairs in _by_labels(given).items():
                text = _TIE.format(start=start, end=end, kind=kind, open=open_)
                for block in blocks(pairs):
                    rows = [[*pair, dict(given[pair])] for pair in block]
                    [[count]] = await self.unit.ask(text, rows=rows)
                    written += count
        return written

    async def end(self) -> int:
        ended = 0
        for label, uids in self.plan.ended_vertices.items():
            for block in blocks(uids):
                [[count]] = await self.unit.ask(_END_VERTICES.format(label=label), uids=block)
                ended += count
        for kind, given in self.plan.ended_edges.items():
            for (start, end), pairs in _by_labels(given).items():
                text = _END_EDGES.format(start=start, end=end, kind=kind)
                for rows in blocks(pairs):
                    [[count]] = await self.unit.ask(text, rows=[list(row) for row in rows])
                    ended += count
        return ended


def _by_labels(pairs: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], list[tuple[str, str]]]:
    found: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for start, end in pairs:
        found[label_of(start), label_of(end)].append((start, end))
    return found


def _check(plan: Plan) -> None:
    """Raise BatchRefused if a property or a uid is invalid."""
    for given in plan.vertices.values():
        for uid, own in given.items():
            values.check(uid)
            properties(own)
            values.check(own)
    for edges in plan.edges.values():
        for own in edges.values():
            properties(own)
            values.check(own)


def _differs(found: Mapping[str, Any], given: Mapping[str, Any]) -> bool:
    """Compare properties without those that the store itself sets, and without the end that comes later."""
    own = {"tenant", "uid", "recordedAt"} | ({"until"} - given.keys())
    return {name: value for name, value in found.items() if name not in own} != dict(given)

"""Read the edges among given vertices."""

from collections.abc import Sequence

from graph.neo4j import steps
from graph.neo4j.blocks import blocks
from graph.neo4j.unit import Unit
from graph.records import EDGE_KINDS
from graph.store import Direction, Link

_AMONG = """
    UNWIND $uids AS uid
    MATCH (a:{label} {{tenant: $tenant, uid: uid}})-[r:{kinds}]->(b) USING INDEX a:{label}(tenant, uid)
    WHERE {standing} AND b.tenant = $tenant AND b.uid IN $ends
    RETURN uid, type(r), b.uid
"""


async def edges_among(
    unit: Unit, uids: Sequence[str], *, as_of: str | None, first: int, after: tuple[str, str, str] | None
) -> tuple[int, Sequence[Link]]:
    """Count the edges among these vertices, and return a page of them by (start, kind, end)."""
    moment = steps.moment_of(as_of, unit.now)
    found: list[tuple[str, str, str]] = []
    ends = sorted(set(uids))
    for label, named in steps.by_label(uids).items():
        if kinds := steps.kinds_at(label, EDGE_KINDS, Direction.LINEAGE):
            text = _AMONG.format(label=label, kinds=kinds, standing=steps.standing(kinds))
            for block in blocks(named):
                rows = await unit.ask(text, uids=block, ends=ends, moment=moment)
                found += [(start, kind, end) for start, kind, end in rows]
    found.sort()
    page = [edge for edge in found if after is None or edge > after][:first]
    links = await steps.links(unit, ((start, end) for start, _, end in page), EDGE_KINDS, moment)
    by_edge = {(link.start, link.kind, link.end): link for each in links.values() for link in each}
    return len(found), [by_edge[edge] for edge in page]

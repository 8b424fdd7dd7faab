"""Remove vertices for good, with their edges and the bytes that nothing else names."""

from collections.abc import Iterable, Sequence
from typing import Final

from graph import errors
from graph.neo4j.blocks import blocks
from graph.neo4j.unit import Unit
from graph.records import Written, label_of

_UNTIE: Final = """
    UNWIND $uids AS uid
    MATCH (v:{label} {{tenant: $tenant, uid: uid}})-[r]-() USING INDEX v:{label}(tenant, uid)
    WITH DISTINCT r
    DELETE r
    RETURN count(*)
"""
_REMOVE: Final = """
    UNWIND $uids AS uid
    MATCH (v:{label} {{tenant: $tenant, uid: uid}}) USING INDEX v:{label}(tenant, uid)
    OPTIONAL MATCH (e:Entry {{tenant: $tenant, uid: uid}})
    WITH v, e, {digest} AS digest
    DELETE v, e
    RETURN digest
"""
_UNNAMED: Final = """
    UNWIND $digests AS digest
    MATCH (c:Content)
    WHERE c.tenant = $tenant AND c.digest = digest AND c.number IS NOT NULL
      AND NOT EXISTS { MATCH (s:Source) WHERE s.tenant = $tenant AND s.digest = digest }
      AND NOT EXISTS { MATCH (a:Artefact) WHERE a.tenant = $tenant AND a.digest = digest }
    DELETE c
"""
_NAMING: Final = frozenset({"Source", "Artefact"})
"""Vertices whose `digest` is that of bytes."""


async def erase(unit: Unit, uids: Sequence[str]) -> Written:
    """Erase any number of vertices. A text that is no uid is unknown too."""
    if not unit.writes:
        raise errors.GraphError("this unit only reads")
    by_label: dict[str, set[str]] = {}
    for uid in uids:
        try:
            by_label.setdefault(label_of(uid), set()).add(uid)
        except ValueError:
            continue
    vertices = edges = 0
    digests: set[str] = set()
    for label, named in by_label.items():
        for block in blocks(sorted(named)):
            [[untied]] = await unit.ask(_UNTIE.format(label=label), uids=block)
            digest = "v.digest" if label in _NAMING else "null"
            removed = await unit.ask(_REMOVE.format(label=label, digest=digest), uids=block)
            vertices, edges = vertices + len(removed), edges + untied
            digests.update(digest for (digest,) in removed if digest is not None)
    await _drop(unit, digests)
    return Written(vertices=vertices, edges=edges, ended=0)


async def _drop(unit: Unit, digests: Iterable[str]) -> None:
    for block in blocks(sorted(digests)):
        await unit.ask(_UNNAMED, digests=block)

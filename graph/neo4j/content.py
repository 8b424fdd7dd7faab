"""Keep a tenant's bytes by digest: vertices of a mebibyte each, since Neo4j reads a property as a whole."""

import asyncio
import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from graph import content, errors
from graph.neo4j.unit import Unit

_PART: Final = 1 << 20
_SENT: Final = 8  # parts in one statement
_HELD: Final = """
    UNWIND $digests AS digest
    MATCH (c:Content {tenant: $tenant, digest: digest, number: 0})
    RETURN digest
"""
_PUT: Final = """
    UNWIND $parts AS part
    CREATE (c:Content {tenant: $tenant, digest: part[0], number: part[1], bytes: part[2], size: part[3]})
    SET c.recordedAt = $_now
"""
_GET: Final = """
    UNWIND $digests AS digest
    MATCH (c:Content)
    WHERE c.tenant = $tenant AND c.digest = digest AND c.number IS NOT NULL
    RETURN digest, c.number, c.bytes
"""


class Neo4jContent:
    """Bytes in Neo4j, committed or rolled back with the unit."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def put(self, contents: Mapping[str, bytes]) -> None:
        """Keep these bytes, once. Raises BatchRefused."""
        await asyncio.to_thread(content.check, contents)
        if self._unit.take == "share":
            raise errors.GraphError("this unit only reads")
        held = {digest for (digest,) in await self._unit.ask(_HELD, digests=list(contents))}
        parts = _parts({digest: content for digest, content in contents.items() if digest not in held})
        while block := list(itertools.islice(parts, _SENT)):
            await self._unit.ask(_PUT, parts=block)

    async def get(self, digests: Sequence[str]) -> Mapping[str, bytes]:
        wanted = [digest for digest in dict.fromkeys(digests) if content.DIGEST.fullmatch(digest)]
        found: dict[str, dict[int, bytes]] = {}
        for digest, number, part in await self._unit.ask(_GET, digests=wanted) if wanted else ():
            found.setdefault(digest, {})[number] = part
        if missing := [digest for digest in digests if digest not in found]:
            raise errors.ContentUnknown(missing[0][:80])
        return {digest: b"".join(parts[number] for number in sorted(parts)) for digest, parts in found.items()}


def _parts(contents: Mapping[str, bytes]) -> Iterator[list[Any]]:
    for digest, content_ in contents.items():
        for number, start in enumerate(range(0, max(len(content_), 1), _PART)):
            yield [digest, number, content_[start : start + _PART], len(content_)]

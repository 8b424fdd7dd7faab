"""Keep a tenant's bytes by digest, in a table beside its graph."""

import asyncio
from collections.abc import Mapping, Sequence

from graph import content, errors
from graph.age.unit import Unit


class AgeContent:
    """Bytes in PostgreSQL, committed or rolled back with the unit."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def put(self, contents: Mapping[str, bytes]) -> None:
        """Keep these bytes, once. Raises BatchRefused."""
        await asyncio.to_thread(content.check, contents)
        async with self._unit.speaking() as connection:
            await connection.execute(
                "INSERT INTO ameide_content (digest, bytes) SELECT * FROM unnest(%s::text[], %b::bytea[])"
                " ON CONFLICT DO NOTHING",
                [list(contents), list(contents.values())],
            )

    async def get(self, digests: Sequence[str]) -> Mapping[str, bytes]:
        async with self._unit.speaking() as connection:
            cursor = await connection.execute(
                "SELECT digest, bytes FROM ameide_content WHERE digest = ANY(%s)",
                [[digest for digest in digests if content.DIGEST.fullmatch(digest)]],
                binary=True,
            )
            found = {row[0]: bytes(row[1]) for row in await cursor.fetchall()}
        if missing := [digest for digest in digests if digest not in found]:
            raise errors.ContentUnknown(missing[0][:80])
        return found

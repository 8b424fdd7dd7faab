"""Index written vertices for search, in their transaction."""

import asyncio
import itertools
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import orjson
from psycopg import AsyncConnection, AsyncCursor

from graph import errors
from graph.age.arrays import text_array
from graph.age.entries import ADD_WORDS, COPY, Entries, Given, place_of_build
from graph.matching import Place

_BLOCK: Final = 100  # rows that are made and sent at once, in some milliseconds of the event loop
_AHEAD: Final = 60  # rows that are made while the database stores a block of edges
_WAITING: Final = 5_000
_WORDS: Final = 2_500
_STATEMENT: Final = 20_000  # rows that are written well within the time of one statement
_PLACES: Final = """
    SELECT side.uid, side.model, side.number, side.series
    FROM ameide_vertices_by_uid(
        ARRAY(SELECT agtype_in(textout(uid)) FROM unnest(%s::text[]) AS uid), '{Build}'
    ) AS build
    JOIN ameide_search AS side ON side.id = build.id
"""


class Index:
    """Search entries of new vertices. Its rows are made while the database stores edges."""

    def __init__(self, given: Iterable[Given], builds: Mapping[str, Place]) -> None:
        self._entries = Entries(builds)
        self._rows = self._entries.rows(given)
        self._waiting: list[bytes] = []

    def ahead(self) -> None:
        """Make some rows now, unless very many wait to be written."""
        if len(self._waiting) < _WAITING:
            self._waiting.extend(itertools.islice(self._rows, _AHEAD))

    async def write(self, connection: AsyncConnection[Any]) -> None:
        """Write all rows, and the words that are in them. Raises WriteLost."""
        rows = itertools.chain(self._waiting, self._rows)
        async with connection.cursor() as cursor:
            while await _copied(cursor, itertools.islice(rows, _STATEMENT)) == _STATEMENT:
                pass
            for block in self._entries.blocks_of_words(_WORDS):
                await cursor.execute(ADD_WORDS, list(map(text_array, block)))


async def _copied(cursor: AsyncCursor[Any], rows: Iterator[bytes]) -> int:
    sent = 0
    async with cursor.copy(COPY) as copy:
        while block := list(itertools.islice(rows, _BLOCK)):
            sent += len(block)
            await copy.write(b"".join(block))
            await asyncio.sleep(0)
    if cursor.rowcount != sent:
        raise errors.WriteLost(f"ameide_search: {cursor.rowcount} of {sent}")
    return sent


async def builds_of(
    connection: AsyncConnection[Any], vertices: Mapping[str, Mapping[str, Mapping[str, Any]]]
) -> Mapping[str, Place]:
    """Return the places of the builds that artefacts and regions name, from these vertices or from the store."""
    found = {uid: place_of_build(uid, properties) for uid, properties in vertices.get("Build", {}).items()}
    parts = itertools.chain(vertices.get("Artefact", {}).values(), vertices.get("Region", {}).values())
    if missing := {str(part["build"]) for part in parts if "build" in part} - found.keys():
        cursor = await connection.execute(_PLACES, [[orjson.dumps(uid).decode() for uid in missing]])
        found.update((uid, Place(model, number, series)) for uid, model, number, series in await cursor.fetchall())
    return found

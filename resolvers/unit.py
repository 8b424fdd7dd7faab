"""Hold the one reading unit of a request: opened when first needed, one statement at a time."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Final

from cypher import QUERIES
from graph.store import Graphs, GraphStore, Hits, Link, PathQuery, Paths, Reach, ReachQuery, Row, SearchQuery
from resolvers import cost
from resolvers.cost import Cost
from resolvers.deadline import Deadline
from resolvers.errors import Refused

_MOST_CELLS: Final = 200_000  # about three seconds of this process
_MOST_BYTES: Final = 64 * 1024 * 1024


class Unit:
    """The snapshot, connection and limit that concurrently resolved fields share."""

    def __init__(self, graphs: Graphs, tenant: str, cost: Cost, deadline: Deadline) -> None:
        self._graphs = graphs
        self._tenant = tenant
        self._cost = cost
        self._deadline = deadline
        self._turn = asyncio.Lock()
        self._open: tuple[AbstractAsyncContextManager[GraphStore], GraphStore] | None = None
        self._cells = 0
        self._bytes = 0
        self._ended = False
        self.fields = 1
        """Number of fields that the query selects: the most that one node can show."""

    async def now(self) -> str:
        """Return the last moment that this unit sees."""
        async with self._turn:
            return (await self._store()).now

    async def rows(self, name: str, **params: Any) -> Sequence[Row]:
        """Run the query of this name."""
        async with self._turn:
            return await (await self._store()).rows(QUERIES[name], **params)

    async def reach(self, query: ReachQuery) -> Reach:
        """Return everything that can be reached."""
        async with self._turn:
            found = await (await self._store()).reach(query)
        self._cost.charge(cost.REACH + found.total // cost.VERTICES_A_POINT)
        return found

    async def paths(self, query: PathQuery) -> Paths:
        self._cost.charge(cost.PATHS)
        async with self._turn:
            return await (await self._store()).paths(query)

    async def edges_among(
        self, uids: Sequence[str], as_of: str, first: int, after: tuple[str, str, str] | None
    ) -> tuple[int, Sequence[Link]]:
        async with self._turn:
            return await (await self._store()).edges_among(uids, as_of=as_of, first=first, after=after)

    async def search(self, query: SearchQuery) -> Hits:
        """Return the vertices that a text matches."""
        self._cost.charge(cost.SEARCH)
        async with self._turn:
            return await (await self._store()).search(query)

    async def bytes_by_digest(self, digests: Sequence[str]) -> Mapping[str, bytes]:
        """Return stored bytes. Raises Refused if one answer would hold too many."""
        async with self._turn:
            found = await (await self._store()).content.get(digests)
        self.hold(sum(map(len, found.values())))
        return found

    def hold(self, size: int) -> None:
        """Note so many more bytes of content. Raises Refused where one answer would hold too many."""
        self._bytes += size
        if self._bytes > _MOST_BYTES:
            raise Refused("TOO_MUCH", f"One answer holds at most {_MOST_BYTES} bytes of content; ask for fewer files.")

    def count(self, nodes: int) -> None:
        """Note that so many more nodes go into the answer. Raises Refused where they are too many."""
        self._cells += nodes * self.fields
        if self._cells > _MOST_CELLS:
            raise Refused("TOO_MUCH", "The answer would be too large; ask for smaller pages, or fewer fields.")

    async def renew(self) -> None:
        """Let go of the snapshot. What is read next opens a new one, which sees all that was written since."""
        async with self._turn:
            opened, self._open = self._open, None
            if opened is not None:
                await opened[0].__aexit__(None, None, None)

    async def end(self) -> None:
        """Let go for good: fields that are still on their way when an answer failed read nothing more."""
        self._ended = True
        await self.renew()

    async def _store(self) -> GraphStore:
        if self._ended:
            raise Refused("ENDED", "The answer was given already.")
        if self._open is None:
            reading = self._graphs.reading(self._tenant)
            self._open = (reading, await reading.__aenter__())
        self._deadline.check()
        return self._open[1]

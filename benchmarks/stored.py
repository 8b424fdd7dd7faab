"""Hold a graph in the store, and ask the store about it."""

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from typing import Final, Self

from benchmarks import bulk, records
from benchmarks.database import Database
from benchmarks.graphs import Graph, Question
from cypher import QUERIES
from graph.age.store import AgeStore
from graph.store import Budget, Direction, Reach, ReachQuery, Row

_BUDGET: Final = Budget(vertices=200_000)
_VERTEX: Final = QUERIES["element.by_id"]


class Stored:
    """A tenant and a unit that reads it. Make it with `await Stored.of(...)`."""

    name = "Ameide"

    def __init__(self, graph: Graph, tenant: str, store: AgeStore, stack: AsyncExitStack) -> None:
        self.graph = graph
        self.tenant = tenant
        self.store = store
        self._stack = stack

    @classmethod
    async def of(cls, graph: Graph, database: Database, tenant: str) -> Self:
        """Create the tenant, and load the graph."""
        await database.tenants.create(tenant)
        await asyncio.to_thread(bulk.copy, graph, database.logins.admin, tenant)
        stack = AsyncExitStack()
        return cls(graph, tenant, await stack.enter_async_context(database.graphs.reading(tenant)), stack)

    def uid(self, vertex: int) -> str:
        """Return the uid of a stored vertex."""
        return records.uid(self.graph, vertex)

    async def ask(self, question: Question) -> Reach:
        """Return everything that can be reached: counts of the whole, and the first hundred."""
        budget = replace(_BUDGET, depth=question.depth)
        return await self.store.reach(ReachQuery((self.uid(question.start),), Direction.LINEAGE, budget=budget))

    async def look_up(self, question: Question) -> Sequence[Row]:
        """Read the start alone, by a named query."""
        return await self.store.rows(_VERTEX, uids=[self.uid(question.start)])

    def hops(self, answer: Reach) -> dict[int, int]:
        return dict(answer.by_hop)

    async def close(self) -> None:
        """End the unit."""
        await self._stack.aclose()

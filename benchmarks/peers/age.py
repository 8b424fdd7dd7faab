"""AGE's own `[*]`, on the store's own tables: every path there is, and the shortest to each vertex."""

import asyncio
from collections import Counter
from typing import Any, Final, Self

import orjson
import psycopg
from psycopg import AsyncConnection

from benchmarks.graphs import Question
from benchmarks.stored import Stored
from graph.age import agtype
from graph.tenants.names import graph_name

SECONDS: Final = 10.0
_GRACE: Final = 5.0


class NeverReturned(Exception):
    """The question was not answered within its time limit."""


class Age:
    """AGE on a connection of its own. Make it with `await Age.of(...)`."""

    name = "AGE's `[*]`"

    def __init__(self, connection: AsyncConnection[Any], stored: Stored) -> None:
        self._connection = connection
        self._stored = stored

    @classmethod
    async def of(cls, superuser: str, stored: Stored) -> Self:
        """Connect to a graph that the store has; the store's own logins may not ask like this."""
        connection = await AsyncConnection.connect(superuser, autocommit=True)
        await agtype.prepared(connection)
        await connection.execute("SET search_path = ag_catalog")
        await connection.execute(f"SET statement_timeout = {int(SECONDS * 1000)}")
        return cls(connection, stored)

    async def ask(self, question: Question) -> Any:
        """Return vertices and hops, row by row. Raises NeverReturned, and ends the running query."""
        graph, start = self._stored.graph, question.start
        statement = (
            f"SELECT * FROM cypher('{graph_name(self._stored.tenant)}', $$"
            f" MATCH p = (a:{graph.label_of(start)})-[*1..{question.depth}]->(b)"
            " WHERE a.uid = $uid RETURN b.uid, min(length(p)) $$, %s) AS (uid agtype, hop agtype)"
        )
        asked = self._connection.execute(
            statement, [agtype.Agtype(orjson.dumps({"uid": self._stored.uid(start)}))], prepare=True
        )
        try:
            cursor = await asyncio.wait_for(asked, SECONDS + _GRACE)
        except (TimeoutError, psycopg.errors.QueryCanceled) as error:
            raise NeverReturned from error
        return await cursor.fetchall()

    def hops(self, answer: Any) -> dict[int, int]:
        """Count the hops; the start is not among the rows."""
        return {0: 1, **Counter(agtype.plain(hop) for _, hop in answer)}

    async def close(self) -> None:
        """Hang up."""
        await self._connection.close()

"""PostgreSQL without a graph: a table of two columns and functions written for this one question."""

from pathlib import Path
from typing import Any, Final, Self

import psycopg
from psycopg import AsyncConnection

from benchmarks.graphs import Graph, Question

_FUNCTIONS: Final = Path(__file__).with_suffix(".sql")
_PAGE: Final = 100


class Plain:
    """One of the SQL functions. Make it with `await Plain.of(...)`."""

    def __init__(self, connection: AsyncConnection[Any], function: str) -> None:
        self.name = title(function)
        self._connection = connection
        self._ask = f"SELECT * FROM {function}(%s, %s, {_PAGE})"

    @classmethod
    async def of(cls, admin: str, schema: str, function: str) -> Self:
        connection = await AsyncConnection.connect(admin, autocommit=True)
        await connection.execute(f'SET search_path = "{schema}"')
        return cls(connection, function)

    async def ask(self, question: Question) -> Any:
        """Return counts by hop, and the first hundred vertices."""
        cursor = await self._connection.execute(self._ask, [question.start, question.depth], prepare=True)
        return await cursor.fetchall()

    def hops(self, answer: Any) -> dict[int, int]:
        return {hop: number for what, hop, number in answer if what == "count"}

    async def close(self) -> None:
        """Hang up."""
        await self._connection.close()


def title(function: str) -> str:
    """Return the name of a function in tables."""
    return f"SQL, {function.replace('_', ' ')}"


def fill(admin: str, schema: str, graph: Graph) -> None:
    """Create the table and the functions in a schema of their own, and fill the table."""
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f'CREATE SCHEMA "{schema}"')
        connection.execute(f'SET search_path = "{schema}"')
        connection.execute(_FUNCTIONS.read_bytes())
        with connection.cursor().copy("COPY edge FROM STDIN") as copy:
            copy.write("".join(f"{source}\t{target}\n" for source, target in graph.edges()))
        connection.execute("VACUUM ANALYZE edge")

"""SQLite: a table of two columns and a recursive query."""

import sqlite3
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.graphs import Graph, Question

_REACH = """
WITH RECURSIVE reached (id, hop) AS (
    VALUES (:start, 0)
    UNION
    SELECT e.target, r.hop + 1 FROM reached AS r JOIN edge AS e ON e.source = r.id WHERE r.hop < :depth
)
SELECT id, min(hop) FROM reached GROUP BY id
"""


class Sqlite:
    """SQLite in a file of its own."""

    name = "SQLite"

    def __init__(self, graph: Graph) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self._connection = sqlite3.connect(Path(self._folder.name) / "graph.db")
        self._connection.execute(
            "CREATE TABLE edge (source INTEGER NOT NULL, target INTEGER NOT NULL, PRIMARY KEY (source, target))"
            " WITHOUT ROWID"
        )
        self._connection.executemany("INSERT INTO edge VALUES (?, ?)", graph.edges())
        self._connection.commit()
        self._connection.execute("ANALYZE")

    async def ask(self, question: Question) -> Any:
        """Return vertices and hops, row by row."""
        return self._connection.execute(_REACH, {"start": question.start, "depth": question.depth}).fetchall()

    def hops(self, answer: Any) -> dict[int, int]:
        """Count the rows."""
        return Counter(hop for _, hop in answer)

    async def close(self) -> None:
        """Let go of the file."""
        self._connection.close()
        self._folder.cleanup()

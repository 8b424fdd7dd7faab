"""Kuzu: one table of vertices and one of edges, asked for the shortest way to each."""

import csv
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import kuzu

from benchmarks.graphs import Graph, Question

_MOST_HOPS = 1_000


class Kuzu:
    """Kuzu in a folder of its own, without a limit on its threads."""

    name = "Kuzu"

    def __init__(self, graph: Graph) -> None:
        self._folder = tempfile.TemporaryDirectory()
        home = Path(self._folder.name)
        self._database = kuzu.Database(str(home / "graph"))
        self._connection = kuzu.Connection(self._database)
        self._connection.execute("CREATE NODE TABLE V (id INT64 PRIMARY KEY)")
        self._connection.execute("CREATE REL TABLE E (FROM V TO V)")
        self._copy("V", home / "v.csv", ([vertex] for vertex in range(graph.size)))
        self._copy("E", home / "e.csv", graph.edges())
        self._connection.execute(f"CALL var_length_extend_max_depth={_MOST_HOPS}")

    def _copy(self, table: str, path: Path, rows: Any) -> None:
        with path.open("w", newline="", encoding="ascii") as file:
            csv.writer(file).writerows(rows)
        self._connection.execute(f"COPY {table} FROM '{path}' (PARALLEL=false)")
        path.unlink()

    async def ask(self, question: Question) -> Any:
        """Return vertices and hops, row by row."""
        result = self._connection.execute(
            f"MATCH (a:V)-[e:E* SHORTEST 1..{question.depth}]->(b:V) WHERE a.id = $start RETURN b.id, length(e)",
            {"start": question.start},
        )
        return result.get_all()

    def hops(self, answer: Any) -> dict[int, int]:
        """Count the hops; the start is not among the rows."""
        return {0: 1, **Counter(hop for _, hop in answer)}

    async def close(self) -> None:
        """Let go of the folder."""
        self._connection.close()
        self._database.close()
        self._folder.cleanup()

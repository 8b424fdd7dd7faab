"""rustworkx: the graph in this process's memory, as the limit of what can be had."""

from typing import Any

import rustworkx

from benchmarks.graphs import Graph, Question


class Memory:
    """A graph in memory, its vertices identified by number."""

    name = "rustworkx, in memory"

    def __init__(self, graph: Graph) -> None:
        self._graph = rustworkx.PyDiGraph(multigraph=False)
        self._graph.add_nodes_from(range(graph.size))
        self._graph.add_edges_from_no_data(list(graph.edges()))

    async def ask(self, question: Question) -> Any:
        """Return the vertices of each hop."""
        return rustworkx.bfs_layers(self._graph, [question.start])[: question.depth + 1]

    def hops(self, answer: Any) -> dict[int, int]:
        """Count the vertices of each layer; the place of a layer is its hop."""
        return {hop: len(layer) for hop, layer in enumerate(answer) if layer}

    async def close(self) -> None:
        """Release nothing: there is no connection."""

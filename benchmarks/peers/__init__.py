"""Ask other stores the same question about the same graph: the number of vertices at each hop. One module per peer."""

from typing import Any, Protocol

from benchmarks.graphs import Question


class Peer(Protocol):
    """One graph in one database, loaded and indexed at construction."""

    name: str

    async def ask(self, question: Question) -> Any:
        """Return everything that can be reached, each with its hop; this call is timed."""

    def hops(self, answer: Any) -> dict[int, int]:
        """Return the number of vertices at each hop, the start among them: this is compared."""

    async def close(self) -> None: ...

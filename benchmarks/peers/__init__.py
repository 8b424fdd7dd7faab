"""The same graph elsewhere, asked the same: how many vertices lie at each hop. One module per peer."""

from typing import Any, Protocol

from benchmarks.graphs import Question


class Peer(Protocol):
    """One graph in one place, loaded and indexed when it is made."""

    name: str

    async def ask(self, question: Question) -> Any:
        """Everything that can be reached, each with its hop: what is timed."""

    def hops(self, answer: Any) -> dict[int, int]:
        """How many vertices the answer has at each hop, the start among them: what is compared."""

    async def close(self) -> None: ...

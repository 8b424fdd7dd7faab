"""Compare reach with hops and counts in the store with that of others, on the same graphs."""

import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from typing import Final

from benchmarks.database import Database
from benchmarks.graphs import Graph, Question
from benchmarks.interleaved import Times, Way, interleaved
from benchmarks.peers import Peer
from benchmarks.peers.age import Age, NeverReturned
from benchmarks.peers.kuzu import Kuzu
from benchmarks.peers.memory import Memory
from benchmarks.peers.plain import Plain, fill
from benchmarks.peers.sqlite import Sqlite
from benchmarks.stored import Stored

STORE: Final = Stored.name
LOOKUP: Final = "point lookup"
HAND: Final = ("by_level", "by_recursion")
_SECONDS: Final = 4.0


@dataclass(frozen=True, slots=True)
class Compared:
    """Times of one question on one graph, in seconds."""

    graph: Graph
    question: Question
    reached: int
    hops: int
    times: Times
    age: float | None = None
    """Milliseconds of AGE's own `[*]`, run once; None if it never returned or was not run."""


@dataclass(frozen=True, slots=True)
class Places:
    """The databases that hold one graph."""

    graph: Graph
    stored: Stored
    others: Sequence[Peer]
    age: Age

    async def compared(self, question: Question, *, seconds: float = _SECONDS) -> Compared:
        """Ask everybody the same. Raises ValueError where they differ."""
        peers = (self.stored, *self.others)
        hops = await agreed(peers, question)
        ways = {peer.name: _asking(peer, question) for peer in peers}
        ways[LOOKUP] = lambda: self.stored.look_up(question)
        times = await interleaved(ways, seconds=seconds)
        return Compared(self.graph, question, sum(hops.values()), max(hops), times)

    async def with_age(self, compared: Compared) -> Compared:
        """Ask AGE too, once. Raises ValueError where it says something else."""
        begun = time.perf_counter()
        try:
            hops = self.age.hops(await self.age.ask(compared.question))
        except NeverReturned:
            return compared
        took = time.perf_counter() - begun
        if hops != self.stored.hops(await self.stored.ask(compared.question)):
            raise ValueError(f"AGE answers differently: {hops}")
        return replace(compared, age=took)


@asynccontextmanager
async def places(name: str, graph: Graph, database: Database) -> AsyncIterator[Places]:
    """Load it everywhere."""
    name = name.lower()
    admin, schema = database.logins.admin, f"plain_{name}"
    fill(admin, schema, graph)
    async with AsyncExitStack() as stack:
        stored = await Stored.of(graph, database, f"graph-{name}")
        others: list[Peer] = [await Plain.of(admin, schema, function) for function in HAND]
        others += [Kuzu(graph), Sqlite(graph), Memory(graph)]
        age = await Age.of(database.superuser, stored)
        for place in (stored, *others, age):
            stack.push_async_callback(place.close)
        yield Places(graph, stored, others, age)


def _asking(peer: Peer, question: Question) -> Way:
    return lambda: peer.ask(question)


async def agreed(peers: Sequence[Peer], question: Question) -> Mapping[int, int]:
    """Return the number of vertices at each hop. Raises ValueError where the peers differ."""
    said = {peer.name: peer.hops(await peer.ask(question)) for peer in peers}
    first, *others = said.values()
    if any(other != first for other in others):
        raise ValueError(f"the answers differ: {said}")
    return first

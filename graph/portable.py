"""What a backend does for a tenant that is taken out of it, brought into it, or moved: the seam beside graph/store.py."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from graph.records import Batch, Edge, Vertex
from graph.store import Content, Graphs


class State(StrEnum):
    """Whom a tenant serves. It stands beside the tenant's clock, so that whoever takes the clock learns it too."""

    SERVING = "serving"
    RESTORING = "restoring"
    """Nobody: every unit but `restoring` and `exporting` raises TenantRestoring."""
    MOVING = "moving"
    """Who reads: `writing` raises TenantMoving."""
    MOVED = "moved"
    """Nobody, it is elsewhere: every unit but `exporting` raises TenantMoved."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a tenant holds. What there is none of is left out."""

    contents: int
    vertices: Mapping[str, int]
    """By label."""
    edges: Mapping[str, int]
    """By kind; those that have ended count too."""


class Exporting(Protocol):
    """A unit that reads one snapshot of all that a tenant holds, in an order that is the same on every backend.

    Texts are ordered by code point. Pages hold few records, so that memory does not grow with the graph, and
    there is no deadline. One iteration at a time.
    """

    @property
    def tenant(self) -> str: ...
    @property
    def now(self) -> str:
        """The last moment that the snapshot holds."""

    @property
    def content(self) -> Content: ...

    async def counts(self) -> Counts: ...

    def contents(self) -> AsyncIterator[Sequence[tuple[str, int]]]:
        """Digest and size of all bytes, by digest."""

    def vertices(self, label: str) -> AsyncIterator[Sequence[Vertex]]:
        """By uid. Properties as they are stored, `recordedAt` among them, but neither `tenant` nor `uid`."""

    def edges(self, kind: str) -> AsyncIterator[Sequence[Edge]]:
        """By (start, end, recordedAt). Properties as they are stored, `recordedAt` and `until` among them."""


class Restoring(Protocol):
    """A unit that writes into a tenant in the state RESTORING what `Exporting` gave. Such units take turns."""

    @property
    def tenant(self) -> str: ...
    @property
    def mark(self) -> str:
        """What the last unit that was kept left here; empty at first."""

    @property
    def content(self) -> Content: ...

    async def restore(self, batch: Batch) -> None:
        """Write all of it: properties as they are given, `recordedAt` among them, and the tenant's own name and the uid.

        `ends` is empty. Edges with the same ends but other moments are different edges. Nothing of it is there yet.
        Raises BatchRefused, EdgeRefused, WriteLost; then nothing of the unit is kept.
        """

    async def keep(self, mark: str) -> None:
        """Leave this mark; kept or lost with the unit."""

    async def finish(self, moment: str) -> None:
        """Set the clock: every later write is later than this. The state stays as it is."""


class PortableGraphs(Graphs, Protocol):
    """Graphs that can be taken out and brought in.

    The state itself is changed by whoever administers tenants: `create(name, State.RESTORING)`, `put(name, State.SERVING)`.
    """

    def exporting(self, tenant: str) -> AbstractAsyncContextManager[Exporting]:
        """Whatever its state. Raises TenantUnknown, TenantMigrating, StoreUnreachable."""

    def restoring(self, tenant: str) -> AbstractAsyncContextManager[Restoring]:
        """Raises TenantUnknown, TenantMigrating, TenantExists where its state is not RESTORING."""

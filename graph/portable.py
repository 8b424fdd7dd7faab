"""Declare, beside graph/store.py, what a backend does for a tenant that is exported, restored or moved."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from graph.content import Content
from graph.records import Batch, Edge, Vertex
from graph.store import Graphs


class State(StrEnum):
    """The state of a tenant, kept with its clock so that whoever takes the clock reads it too."""

    SERVING = "serving"
    RESTORING = "restoring"
    """Not readable: every unit except `restoring` and `exporting` raises TenantRestoring."""
    MOVING = "moving"
    """Readable: only `writing` raises TenantMoving."""
    MOVED = "moved"
    """In another database: every unit except `exporting` raises TenantMoved."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of records by label and kind. Zeros are left out."""

    contents: int
    vertices: Mapping[str, int]
    """Numbers by label."""
    edges: Mapping[str, int]
    """Numbers by kind, including edges that have ended."""


class Exporting(Protocol):
    """A unit that reads one snapshot of a whole tenant, in an order that is the same on every backend.

    Texts are ordered by code point. Pages hold few records, so that memory does not grow with the graph, and there is
    no deadline. One iteration at a time.
    """

    @property
    def tenant(self) -> str:
        """Return the tenant's name."""

    @property
    def now(self) -> str:
        """Return the last moment that the snapshot holds."""

    @property
    def content(self) -> Content:
        """Return the tenant's bytes."""

    async def counts(self) -> Counts:
        """Count what this snapshot holds."""

    def contents(self) -> AsyncIterator[Sequence[tuple[str, int]]]:
        """Yield digest and size of all bytes, by digest."""

    def vertices(self, label: str) -> AsyncIterator[Sequence[Vertex]]:
        """Yield vertices by uid. Properties are as stored, with `recordedAt`, without `tenant` and `uid`."""

    def edges(self, kind: str) -> AsyncIterator[Sequence[Edge]]:
        """Yield edges by (start, end, recordedAt, until), open ones last.

        Properties are as stored, including these.
        """


class Restoring(Protocol):
    """A unit that writes into a tenant in the state RESTORING what `Exporting` gave. Such units take turns."""

    @property
    def tenant(self) -> str:
        """Return the tenant's name."""

    @property
    def mark(self) -> str:
        """Return the mark that the last unit that was kept left here; empty at first."""

    @property
    def content(self) -> Content:
        """Return the tenant's bytes; an empty `put` is allowed."""

    async def restore(self, batch: Batch) -> None:
        """Write the whole batch with its properties as given, including `recordedAt`; add only `tenant` and `uid`.

        `ends` must be empty. Edges with the same ends but other moments are different edges. No record may exist yet.
        Raises BatchRefused, EdgeRefused, WriteLost; then nothing of the unit is kept.
        """

    async def keep(self, mark: str) -> None:
        """Leave this mark; kept or lost with the unit."""

    async def finish(self, moment: str) -> None:
        """Set the clock: every later write is later than this. The state stays as it is."""


class Keeper(Protocol):
    """Administration of tenants and their states."""

    async def create(self, name: str, state: State = State.SERVING) -> None:
        """Make an empty graph. Raises TenantExists, TenantNameRefused."""

    async def state(self, name: str) -> State | None:
        """Return the state of a tenant; None where there is none."""

    async def put(self, name: str, state: State) -> None:
        """Change the state, once nobody writes any longer. Raises TenantUnknown."""

    async def retire(self, name: str) -> None:
        """Remove the tenant and all that it holds. Raises TenantUnknown."""


class PortableGraphs(Graphs, Protocol):
    """Graphs that can be exported and restored.

    The administration of tenants changes the state itself.
    """

    @property
    def tenants(self) -> Keeper:
        """Return the administration of the tenants."""

    def exporting(self, tenant: str) -> AbstractAsyncContextManager[Exporting]:
        """Open a unit that exports, in every state. Raises TenantUnknown, TenantMigrating, StoreUnreachable."""

    def restoring(self, tenant: str) -> AbstractAsyncContextManager[Restoring]:
        """Open a unit that restores. Raises TenantUnknown, TenantMigrating, TenantExists if it is not RESTORING."""

"""GraphStore: the one seam between Ameide and a graph database."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final, Protocol

from cypher import Query
from graph.content import Content
from graph.records import Batch, Written

Row = Mapping[str, Any]
"""A result row: column to value. A vertex or edge in it is its properties, with `label` added."""


class Direction(StrEnum):
    """The direction in which edges are followed."""

    LINEAGE = "lineage"
    """Forwards: what it depends on."""
    IMPACT = "impact"
    """Backwards: what depends on it."""


class Truncation(StrEnum):
    """The reason why an answer is incomplete."""

    DEPTH = "depth"
    SIZE = "size"
    TIME = "time"
    HUB = "hub"
    """Something with very many edges was not gone beyond, as was asked."""
    ERASED = "erased"
    """The moment of the question is before a tombstone."""


ANY_DEPTH: Final = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Budget:
    """The limits of a question."""

    depth: int = ANY_DEPTH
    vertices: int = 100_000
    seconds: float = 5.0  # half of what a statement may take, since what was reached is counted after that


@dataclass(frozen=True, slots=True)
class Reached:
    """One vertex of an answer: its shortest distance from the start, and its properties with `label`."""

    hop: int
    vertex: Row


@dataclass(frozen=True, slots=True)
class Hub:
    """A reached vertex with very many edges to follow."""

    uid: str
    label: str
    edges: int  # to follow from it, in the direction and of the kinds that were asked


@dataclass(frozen=True, slots=True)
class Reach:
    """The counts of everything reached, and one page of it, nearest first, then by uid."""

    complete: bool
    truncated_by: Truncation | None
    truncated_at_depth: int | None
    """Beyond it something is missing: for HUB, the nearest one's distance; None for ERASED, where nobody knows."""
    as_of: str
    total: int
    by_label: Mapping[str, int]
    by_kind: Mapping[str, int]
    by_hop: Mapping[int, int]
    cyclic: bool | None
    """True if the reached part has a cycle; None if truncated, or if the question did not ask."""
    page: Sequence[Reached]
    has_next: bool
    cycles: Sequence[tuple[str, ...]] = ()
    """A witness for each strongly connected part that was reached: the uids of a cycle, along the edges, from its least
    uid. By that uid; empty when truncated, or when it was not asked."""
    groups: frozenset[str] = frozenset()
    """uids of the versions and builds that something reached belongs to; empty when it was not asked."""
    hubs: Sequence[Hub] = ()
    """The 20 largest vertices with at least `hub` edges to follow, then by uid. With SIZE and TIME: expanded ones."""


@dataclass(frozen=True, slots=True)
class ReachQuery:
    """A question of reach. Empty `through`: all lineage edges. Empty `labels`, `kinds`: everything is returned."""

    start: tuple[str, ...]
    """uids; all of them are at hop 0."""
    direction: Direction
    through: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    as_of: str | None = None
    budget: Budget = field(default_factory=Budget)
    first: int = 100
    after: tuple[int, str] | None = None
    """(hop, uid) of the last vertex of the page before."""
    cyclic: bool = False
    """True to find out whether the reached part has a cycle."""
    cycles: int = 0
    """Largest number of cycles to return."""
    hub: int = 1_000
    """Number of edges to follow that makes a vertex a hub."""
    collapse: bool = False
    """Do not go beyond a hub that is no start: truncated by HUB, unless by DEPTH, SIZE or TIME; ERASED comes last."""
    groups: bool = False
    """True to return the versions and builds that were reached."""
    current: bool = False
    """Do not enter what is neither current nor in use (graph/currency.py), unless the question begins in it."""


@dataclass(frozen=True, slots=True)
class Link:
    """An edge among returned vertices."""

    kind: str
    start: str
    end: str
    properties: Row


class PathMode(StrEnum):
    """The paths that a question asks for."""

    SHORTEST = "shortest"
    """One shortest path."""
    K_SHORTEST = "k_shortest"
    """The `first` shortest."""
    ALL_SIMPLE = "all_simple"
    """All, however long."""


@dataclass(frozen=True, slots=True)
class PathQuery:
    """A question of paths from a start to an end: no vertex twice, and no other start or end on the way.

    Paths differ by their vertices alone, and are ordered by length, then by uids. Empty `through`: all lineage.
    """

    start: tuple[str, ...]
    end: tuple[str, ...]
    mode: PathMode = PathMode.SHORTEST
    direction: Direction = Direction.LINEAGE  # in which edges are followed from the start
    through: frozenset[str] = frozenset()
    as_of: str | None = None
    budget: Budget = field(default_factory=Budget)
    """`depth` is the most edges that a path may have."""
    first: int = 10
    current: bool = False  # as of ReachQuery; what a start or end belongs to is not past


@dataclass(frozen=True, slots=True)
class Path:
    """Vertices in order, each with its `label`, and between each two of them all edges that join them."""

    vertices: Sequence[Row]
    links: Sequence[Sequence[Link]]


@dataclass(frozen=True, slots=True)
class Paths:
    """The paths that were asked for."""

    paths: Sequence[Path]
    complete: bool
    """True if all requested paths that exist are here: for SHORTEST one, for K_SHORTEST `first`."""
    truncated_by: Truncation | None
    total: int | None
    """Number of all paths of any length; None if unknown."""
    as_of: str


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """A search that skips `after` hits. Empty `labels`, `kinds`, `models`, `severities` mean any."""

    text: str
    labels: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()  # where there are some, only elements are found
    models: frozenset[str] = frozenset()
    """Slugs: what belongs to a version, build or finding of these models, and the models themselves."""
    severities: frozenset[str] = frozenset()  # where there are some, only findings are found
    within: ReachQuery | None = None
    """Search only the reach of this question, whatever its page, labels and kinds."""
    leading: tuple[frozenset[str], ...] = ()  # kinds of elements to show before others: `graph.matching.rank`
    superseded: bool = False
    """Also what has ended, or its model has, or was superseded (`graph.matching.Place`). A uid is always found."""
    as_of: str | None = None
    first: int = 50
    after: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """A vertex found, its score (1 is exact), and the field and text that matched: `graph.matching`."""

    vertex: Row
    score: float
    field: str = ""
    excerpt: str = ""
    superseded: bool = False


@dataclass(frozen=True, slots=True)
class Hits:
    """One page of a search, best first, then by uid, and the total number of hits."""

    total: int
    page: Sequence[Hit]
    has_next: bool
    by_label: Mapping[str, int] = field(default_factory=dict)
    by_kind: Mapping[str, int] = field(default_factory=dict)
    by_model: Mapping[str, int] = field(default_factory=dict)
    truncated_by: Truncation | None = None
    """Reason why `within` was truncated; None if it was not."""


class GraphStore(Protocol):
    """One unit of work on one tenant's graph: a transaction, and a moment.

    A reading unit sees one snapshot, and `now` is the last moment in it. Only one unit writes at a time;
    its `now` is its own moment, later than every one before.
    """

    @property
    def tenant(self) -> str: ...
    @property
    def now(self) -> str: ...
    @property
    def content(self) -> Content: ...

    async def rows(self, query: Query, **params: Any) -> Sequence[Row]:
        """Run a named query. The store binds `$tenant` itself."""

    async def write(self, batch: Batch) -> Written:
        """Write the whole batch or nothing; writing it again changes nothing. Writing units only.

        Raises BatchRefused, EdgeRefused, VertexDiffers, VertexUnknown, WriteLost.
        """

    async def reach(self, query: ReachQuery) -> Reach:
        """Return everything that can be reached, breadth first. Raises VertexUnknown, DeadlineExceeded."""

    async def paths(self, query: PathQuery) -> Paths:
        """Find paths from a start to an end. Raises VertexUnknown, DeadlineExceeded."""

    async def edges_among(
        self,
        uids: Sequence[str],
        *,
        as_of: str | None = None,
        first: int = 500,
        after: tuple[str, str, str] | None = None,
    ) -> tuple[int, Sequence[Link]]:
        """Count the edges among these vertices, and return a page of them by (start, kind, end)."""

    async def search(self, query: SearchQuery) -> Hits:
        """Return the vertices that a text matches, best first. Raises VertexUnknown, DeadlineExceeded."""

    async def erase(self, uids: Sequence[str]) -> Written:
        """Remove these vertices and all their edges for good; unknown ids are ignored. Writing units only.

        Bytes that no vertex names any longer are removed too. The caller writes a Tombstone in the same unit.
        """


@dataclass(frozen=True, slots=True)
class Health:
    """The checks of `/readyz` by name: None where all is well, else the fault."""

    checks: Mapping[str, str | None]

    @property
    def ready(self) -> bool:
        """Return true if every check is well."""
        return not any(self.checks.values())


class Graphs(Protocol):
    """The graphs of all tenants."""

    def reading(self, tenant: str) -> AbstractAsyncContextManager[GraphStore]:
        """Open a unit that reads one snapshot. Raises TenantUnknown, TenantMigrating, StoreUnreachable."""

    def writing(self, tenant: str) -> AbstractAsyncContextManager[GraphStore]:
        """Open a unit that writes: kept when the block ends, undone when it raises."""

    async def health(self) -> Health: ...

    async def close(self) -> None: ...

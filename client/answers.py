"""What the server answers, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A part of a list, how long the whole is, and where the next part begins."""

    items: tuple[T, ...]
    total: int
    next: str | None = None
    """The cursor to ask on with; None on the last page."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why something asked for could not be done, and where to look."""

    code: str
    message: str
    line: int | None = None
    column: int | None = None
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found in a model."""

    id: str
    rule: str
    severity: str
    message: str
    element: str | None
    line: int | None


@dataclass(frozen=True, slots=True)
class Imported:
    """The version that holds the document, or the problems that prevented one."""

    version: str | None
    model: str | None
    number: int | None
    unchanged: bool
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Generated:
    """The build that holds the files, or the problems that prevented one."""

    build: str | None
    files: int
    reused: bool
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Artefact:
    """One generated file."""

    id: str
    path: str
    digest: str
    size: int
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Node:
    """A vertex: what it is, and the few fields by which people know it."""

    id: str
    label: str
    name: str = ""
    kind: str = ""
    line: int | None = None
    spans: tuple[tuple[int, int], ...] = ()
    """Of a region: first and last line, each."""
    superseded_by: str | None = None
    """Of a version that is not its model's current one: which is."""


@dataclass(frozen=True, slots=True)
class Model:
    """A model and its current version."""

    id: str
    name: str
    kind: str
    version: str | None
    recorded_at: str | None


@dataclass(frozen=True, slots=True)
class Option:
    """Something a caller may choose when generating."""

    name: str
    description: str
    default: Any
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """Something code can be generated for."""

    name: str
    title: str
    description: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class TenantCreated:
    """The tenant that now exists, or the problems that prevented it."""

    tenant: str | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who the server takes the caller for."""

    tenant: str
    subject: str
    issuer: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One vertex of a path, and the kinds of edges that tie it to the one before."""

    node: Node
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paths:
    """Ways from one thing to another, the shortest first, and whether they are all that were asked for."""

    start_ids: tuple[str, ...]
    end_ids: tuple[str, ...]
    complete: bool
    truncated_by: str | None
    total: int | None
    """None where nobody knows."""
    as_of: str
    paths: tuple[tuple[Step, ...], ...]


@dataclass(frozen=True, slots=True)
class Reached:
    """One vertex of an answer and its shortest distance from the start."""

    hop: int
    node: Node


@dataclass(frozen=True, slots=True)
class Hub:
    """A node that was reached and has very many edges to follow."""

    id: str
    label: str
    edges: int


@dataclass(frozen=True, slots=True)
class Reach:
    """All that can be reached, counted, and one page of it, nearest first."""

    start: Node
    start_ids: tuple[str, ...]
    """All ids it began from: an id without a version means every version that is current or in use."""
    complete: bool
    truncated_by: str | None
    truncated_at_depth: int | None
    as_of: str
    total: int
    by_label: Mapping[str, int]
    by_kind: Mapping[str, int]
    by_hop: Mapping[int, int]
    cyclic: bool | None
    cycles: tuple[tuple[str, ...], ...]
    """ids along the edges, each cycle from its least; only where they were asked for."""
    hubs: tuple[Hub, ...]
    """The largest ones."""
    vertices: Page[Reached]


@dataclass(frozen=True, slots=True)
class Diff:
    """What two models have different, as text."""

    identical: bool
    same_meaning: bool
    layout_only: bool
    rendered: str


@dataclass(frozen=True, slots=True)
class DraftFinding:
    """A finding that appears or vanishes with a change."""

    model: str
    """In which it is: the changed one, or another."""
    rule: str
    severity: str
    message: str
    element: str | None
    line: int | None


@dataclass(frozen=True, slots=True)
class ChangeImpact:
    """What a difference would touch, counted, and the first page of each."""

    diff: Diff
    no_impact: bool
    complete: bool
    truncated_by: str | None
    truncated_at_depth: int | None
    as_of: str
    start_ids: tuple[str, ...]
    """The elements on which the difference bears; they are the first of `elements`."""
    findings_together: bool
    """Whether findings about several models together are among those that appear and vanish."""
    elements: Page[Node]
    artefacts: Page[Node]
    regions: Page[Node]
    builds: Page[Node]
    models: Page[Node]
    appearing: Page[DraftFinding]
    vanishing: Page[DraftFinding]

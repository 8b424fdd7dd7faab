"""Vertices and edges as they are stored; only this module makes and reads uids."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

Scalar = str | int | float | bool
Value = Scalar | list[str] | list[int]

SLUG: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")

# One sentence per label: DESIGN, "The graph". FRESH ones belong to the import or build that makes them.
FRESH: Final = frozenset(
    {"Version", "Element", "Finding", "Waiver", "Link", "Build", "Artefact", "Region", "Tombstone"}
)
SHARED: Final = frozenset({"Model", "Anchor", "Source", "Package", "Actor"})
LABELS: Final = FRESH | SHARED


@dataclass(frozen=True, slots=True)
class EdgeKind:
    """The labels that an edge may join, from the dependent to the dependency, and whether lineage follows it."""

    starts: frozenset[str]
    ends: frozenset[str]
    lineage: bool = True
    ending: bool = False
    """True if such an edge can end (`until`); it then no longer counts."""


def _kind(starts: str, ends: str, *, lineage: bool = True, ending: bool = False) -> EdgeKind:
    return EdgeKind(frozenset(starts.split()), frozenset(ends.split()), lineage, ending)


EDGE_KINDS: Final[Mapping[str, EdgeKind]] = {
    "PARSED_FROM": _kind("Version", "Source"),
    "VERSION_OF": _kind("Version", "Model"),
    "STATED_IN": _kind("Element", "Version"),
    "CONTAINS": _kind("Element", "Element"),
    "REFERS_TO": _kind("Element", "Anchor"),
    "RESOLVES_TO": _kind("Anchor", "Element", ending=True),
    "ABOUT": _kind("Finding", "Element"),
    "FOUND_IN": _kind("Finding", "Version"),
    "WAIVES": _kind("Waiver", "Anchor"),
    "USED": _kind("Build", "Version"),
    "DEPENDS_ON": _kind("Build", "Package"),
    "GENERATED_BY": _kind("Artefact Region", "Build"),
    "HAS_REGION": _kind("Artefact", "Region"),
    "GENERATED_FROM": _kind("Region", "Element"),
    "RELIES_ON": _kind("Element", "Element", ending=True),
    "MADE_FROM": _kind("Build", "Element"),
    "BY": _kind("Version Build Waiver Tombstone Link", "Actor"),
    "LINKS": _kind("Link", "Anchor"),
    "FLOWS_TO": _kind("Element", "Element", lineage=False),
    "REVISES": _kind("Version", "Version", lineage=False),
    "KNOWN_AS": _kind("Element", "Anchor", lineage=False, ending=True),
}

NEVER_AFTER: Final = frozenset({("GENERATED_FROM", "CONTAINS"), ("GENERATED_BY", "MADE_FROM")})
"""Pairs of kinds that no walk follows one after the other, in either direction: (first, second) along the edges.
The lines of a process are not those of its tasks, and a file that a build made is not made from all its elements."""


@dataclass(frozen=True, slots=True)
class Vertex:
    """A vertex to be written. The store adds `tenant`, `uid` and `recordedAt` to its properties.

    A vertex of a SHARED label has only properties that follow from its uid, so that every mention writes
    the same; different properties are an error.
    """

    label: str
    uid: str
    properties: Mapping[str, Value] = field(default_factory=dict)

    def __reduce__(self) -> tuple[type["Vertex"], tuple[Any, ...]]:
        """Pickle as a call: what a frozen dataclass does by itself takes five times as long to unpickle."""
        return Vertex, (self.label, self.uid, self.properties)


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge to be written, unique by (kind, start, end). The store adds `recordedAt`."""

    kind: str
    start: str
    end: str
    properties: Mapping[str, Value] = field(default_factory=dict)

    def __reduce__(self) -> tuple[type["Edge"], tuple[Any, ...]]:
        return Edge, (self.kind, self.start, self.end, self.properties)


@dataclass(frozen=True, slots=True)
class EndOfEdge:
    """An order to set `until` of an open edge to the unit's time."""

    kind: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class EndOfVertex:
    """An order to set `until` of a vertex that has none to the unit's time."""

    uid: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Records that are written together or not at all."""

    vertices: tuple[Vertex, ...] = ()
    edges: tuple[Edge, ...] = ()
    ends: tuple[EndOfEdge | EndOfVertex, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """The numbers of new rows of a write. A repeated write gives zeros."""

    vertices: int
    edges: int
    ended: int


def source_uid(digest: str) -> str:
    """Make the uid of a document's bytes from their SHA-256."""
    return f"source:sha256:{digest}"


def version_uid(model: str, number: int) -> str:
    """Make the uid of the n-th state of a model, counted from 1."""
    return f"{model}@{number}"


def element_uid(version: str, element: str) -> str:
    """Make the uid of an element of a version; `element` is its id in the IR."""
    return f"{version}#{element}"


def anchor_uid(notation: str, type_: str, target: str) -> str:
    """Make the uid of something referred to by its own id, such as `anchor:bpmn:process:Process_Ship`."""
    return f"anchor:{notation}:{type_}:{target}"


def finding_uid(digest16: str) -> str:
    """Make the uid of a finding from 16 hex digits of (version, rule, element, discriminator)."""
    return f"finding:{digest16}"


def tombstone_uid(digest16: str) -> str:
    """Make the uid of a tombstone from 16 hex digits of (what, when)."""
    return f"tombstone:{digest16}"


def waiver_uid(digest16: str) -> str:
    """Make the uid of a waiver from 16 hex digits of (rule, element, who, when)."""
    return f"waiver:{digest16}"


def link_uid(digest16: str) -> str:
    """Make the uid of a link from 16 hex digits of (kind, both anchors, status, who, when)."""
    return f"link:{digest16}"


def build_uid(digest16: str) -> str:
    """Make the uid of a build from 16 hex digits of the digest of its inputs."""
    return f"build:{digest16}"


def artefact_uid(build: str, path: str) -> str:
    """Make the uid of a generated file; `build` is the build's uid."""
    return f"artefact:{build.removeprefix('build:')}/{path}"


def region_uid(build: str, path: str, element: str) -> str:
    """Make the uid of the lines of one file that came from one element; `build` is the build's uid."""
    return f"region:{build.removeprefix('build:')}/{path}#{element}"


def package_uid(purl: str) -> str:
    """Make the uid of a dependency from its package URL."""
    return f"package:{purl}"


def actor_uid(issuer: str, subject: str) -> str:
    """Make the uid of a person or service from who vouches for it and under which name."""
    return f"actor:{issuer}|{subject}"


_PREFIXES = {
    "anchor": "Anchor",
    "source": "Source",
    "finding": "Finding",
    "waiver": "Waiver",
    "link": "Link",
    "tombstone": "Tombstone",
    "build": "Build",
    "artefact": "Artefact",
    "region": "Region",
    "package": "Package",
    "actor": "Actor",
}
_PLAIN = re.compile(r"(?P<model>[a-z0-9][a-z0-9._-]{0,99})(?:@(?P<number>[1-9][0-9]{0,8}))?(?:#(?P<element>.+))?", re.S)


@dataclass(frozen=True, slots=True)
class Address:
    """The parts of an id: `order-to-cash`, `order-to-cash@3`, `order-to-cash#Task`, `order-to-cash@3#Task`."""

    model: str
    number: int | None
    element: str | None


def address(uid: str) -> Address | None:
    """Split the id of a model, version or element into its parts; return None for every other id."""
    found = _PLAIN.fullmatch(uid)
    if found is None:
        return None
    model, number, element = found.groups()
    return Address(model, int(number) if number else None, element)


def label_of(uid: str) -> str:
    """Return the label that a uid belongs to. Raises ValueError where it is none."""
    prefix, colon, rest = uid.partition(":")
    if colon and rest and prefix in _PREFIXES:
        return _PREFIXES[prefix]
    match address(uid):
        case Address(number=None, element=None):
            return "Model"
        case Address(number=int(), element=None):
            return "Version"
        case Address(number=int()):
            return "Element"
    raise ValueError(f"not a uid: {uid!r}")


def group_of(uid: str) -> str | None:
    """Return the version that an element, or the build that a file or region belongs to; these are their own."""
    match label_of(uid):
        case "Version" | "Element":
            return uid.partition("#")[0]
        case "Build":
            return uid
        case "Artefact" | "Region":
            return build_uid(uid.partition(":")[2].partition("/")[0])
    return None

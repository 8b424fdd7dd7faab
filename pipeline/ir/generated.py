"""What a target makes of a model: files, and which of their lines came from which element."""

import hashlib

from pydantic import JsonValue

from pipeline.ir.frozen import Frozen


class Option(Frozen):
    """Something a caller may choose when generating."""

    name: str
    description: str
    default: JsonValue
    choices: tuple[str, ...] = ()


class Target(Frozen):
    """Something code can be generated for."""

    name: str
    title: str
    description: str
    formats: tuple[str, ...]
    """Kinds of model it takes: `bpmn`, …"""
    options: tuple[Option, ...] = ()
    supported: dict[str, str] = {}
    """Element kind to how it is run; a kind that is not listed is refused."""


class Span(Frozen):
    """Lines of a file, first and last, counted from 1, both included."""

    start: int
    end: int


class Region(Frozen):
    """All lines of one file that came from one element."""

    path: str
    element: str
    spans: tuple[Span, ...]


class File(Frozen):
    """One generated file. `path` is relative, with `/`, and never leaves its folder."""

    path: str
    content: bytes
    media_type: str

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes, 64 hex digits."""
        return hashlib.sha256(self.content).hexdigest()


class Package(Frozen):
    """A dependency that the generated code pins."""

    purl: str
    name: str
    version: str


class Generated(Frozen):
    """The outcome of one generation."""

    files: tuple[File, ...]
    regions: tuple[Region, ...]
    packages: tuple[Package, ...] = ()


class BuildRecord(Frozen):
    """How a generation was done: all that decides its bytes, and when it ran (SLSA v1 build provenance)."""

    id: str
    """16 hex digits of the digest of the inputs."""
    target: str
    options: dict[str, JsonValue]
    version: str
    """uid of the version that was used."""
    source_digest: str
    ameide_version: str
    builder_commit: str | None
    builder_digest: str
    """SHA-256 over the code and templates that generate."""
    source_commit: str | None
    templates: dict[str, str]
    """Template path to SHA-256."""
    waivers: tuple[str, ...] = ()
    """uids of the waivers without which errors would have stopped it."""
    started_at: str
    finished_at: str

"""Define the output of a target: files, and which of their lines came from which element."""

import hashlib
from collections.abc import Mapping
from typing import Literal

from pydantic import JsonValue

from pipeline.ir.frozen import Frozen

Owner = Literal["generated", "yours"]
"""Owner of a file after its first generation: Ameide or the user."""


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
    owner: Owner = "generated"

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes, 64 hex digits."""
        return hashlib.sha256(self.content).hexdigest()


class Offer(Frozen):
    """A comparison of a file of the user with the text that a target would write for it now."""

    path: str
    missing: tuple[str, ...] = ()
    """Names that the generated code asks for and the file lacks."""
    unused: tuple[str, ...] = ()
    """Names that the file has and nothing asks for any more."""
    beside: str = ""
    """Path of a file with what is missing, ready to be copied; empty if nothing is."""
    text: str = ""
    problem: str = ""
    """Why the files cannot be compared."""


class Break(Frozen):
    """A reason why instances that run on the code before cannot go on on the code now."""

    process: str
    element: str
    reason: str


class Package(Frozen):
    """A dependency that the generated code pins."""

    purl: str
    name: str
    version: str


class Draft(Frozen):
    """One file as a target prints it. Lines of a text may be marked with their elements (targets/common/regions.py)."""

    path: str
    content: str | bytes
    media_type: str
    owner: Owner = "generated"
    spans: Mapping[str, tuple[Span, ...]] = {}
    """Lines by the id of the element that they came from, where they cannot be marked."""


class Generated(Frozen):
    """The outcome of one generation."""

    files: tuple[File, ...]
    regions: tuple[Region, ...]
    packages: tuple[Package, ...] = ()


class BuildRecord(Frozen):
    """The record of one generation: all inputs that decide its bytes, and when it ran (SLSA v1 build provenance)."""

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
    lock: str = ""
    """SHA-256 of the file of names that it was given; empty if it was given none."""
    started_at: str
    finished_at: str

"""Define what earlier releases recorded with less than this one records."""

from pydantic import JsonValue

from pipeline.ir.frozen import Frozen


class OldVersion(Frozen):
    """A version that was read by another parser than its format has now."""

    uid: str
    model: str
    format: str
    source_digest: str
    source_name: str | None
    source_commit: str | None
    source_author: str | None = None
    source_origin: str | None = None
    parser: str
    """The parser that read the version."""
    now: str
    """The parser that its format has now."""


class OldBuild(Frozen):
    """A build of which not all is known that a new one would tell; or one whose version another parser read."""

    uid: str
    model: str
    version: str
    """The version that it used."""
    source_digest: str
    """The digest of that version's document."""
    target: str
    options: dict[str, JsonValue]
    release: str
    """Ameide's, when it ran."""
    made_from: bool
    """True if the elements that it was made of are recorded."""
    shared_lines: bool
    """True if lines that every model gets are told from those of elements."""


class Outdated(Frozen):
    """Versions and builds of some models that earlier releases recorded with less than this one."""

    versions: tuple[OldVersion, ...] = ()
    builds: tuple[OldBuild, ...] = ()

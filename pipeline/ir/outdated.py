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
    parser: str
    """What read it."""
    now: str
    """What would read it now."""


class OldBuild(Frozen):
    """A build of which not all is known that a new one would tell; or one whose version another parser read."""

    uid: str
    model: str
    version: str
    """The version that it used."""
    source_digest: str
    """Of that version's document."""
    target: str
    options: dict[str, JsonValue]
    release: str
    """Ameide's, when it ran."""
    made_from: bool
    """It is known which elements it was made of."""
    shared_lines: bool
    """It is known which of its lines every model gets."""


class Outdated(Frozen):
    """What earlier releases recorded with less than this one, in some models."""

    versions: tuple[OldVersion, ...] = ()
    builds: tuple[OldBuild, ...] = ()

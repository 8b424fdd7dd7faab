"""Define the inputs of a build, and which of them are no longer current."""

from enum import StrEnum

from pipeline.ir.frozen import Frozen


class StaleKind(StrEnum):
    """The kind of input that is no longer current."""

    VERSION = "version"
    MODEL = "model"
    TEMPLATE = "template"
    GENERATOR = "generator"
    PACKAGE = "package"
    TARGET = "target"


class StaleReason(Frozen):
    """One input of a build that is no longer current."""

    kind: StaleKind
    message: str
    then: str
    """Input that the build used."""
    now: str | None
    """Input that a build would use now; None if it would use no such input."""


class Ingredients(Frozen):
    """The inputs of a target beside the model and the options."""

    release: str
    """Ameide's version."""
    builder_digest: str
    """SHA-256 over the code and templates that generate."""
    templates: dict[str, str]
    """Path to SHA-256."""
    packages: tuple[str, ...]
    """Package URLs that the code pins."""


class VersionUsed(Frozen):
    """A version of a model, as far as it decides what is generated."""

    uid: str
    content_digest: str
    """Digest of the content without the layout."""

    @property
    def model(self) -> str:
        return self.uid.rpartition("@")[0]

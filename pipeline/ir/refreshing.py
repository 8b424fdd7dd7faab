"""Define what a refresh does to a model: what it imports and builds anew, and what it leaves."""

from pipeline.ir.document import Problem
from pipeline.ir.frozen import Frozen
from pipeline.ir.outdated import OldBuild, OldVersion


class Rebuilt(Frozen):
    """A build that is made anew."""

    old: OldBuild
    version: str
    """The version that it is made from: the one that it used, or the current one with the same document."""
    build: str | None = None
    """The new one; none before it is made, or where it could not be."""


class Refreshed(Frozen):
    """The refresh of one model, planned or done."""

    model: str
    current: str | None = None
    """The uid of the model's current version."""
    version: OldVersion | None = None
    """Version to import again; None if it stays."""
    imported: str | None = None
    """The version that it became."""
    builds: tuple[Rebuilt, ...] = ()
    left: tuple[OldBuild, ...] = ()
    """Builds of versions that are not current, and that only an earlier parser read as they are: only who wants code of
    the current version can replace them, by generating it."""
    problems: tuple[Problem, ...] = ()
    """Problems that prevented an import or a build."""

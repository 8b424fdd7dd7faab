"""Compare the record of a build with this Ameide: which inputs are no longer current."""

from pipeline.ir.staleness import Ingredients, StaleReason, VersionUsed
from pipeline.ir.target import TargetCrashed
from pipeline.provenance.builder import builder
from pipeline.provenance.staleness import ingredients_changed, model_retired, version_superseded
from pipeline.targets import TARGETS


def ingredients(target: str) -> Ingredients | None:
    """Return the inputs with which a target would generate now; None if there is no target, or they are unknown.

    Reads all files that decide the output.
    """
    if (row := TARGETS.get(target)) is None:
        return None
    try:
        digests = dict(row.digests())
    except TargetCrashed:
        return None
    this = builder()
    return Ingredients(
        release=this.version,
        builder_digest=this.digest,
        templates=digests,
        packages=tuple(package.purl for package in row.packages),
    )


def stale_reasons(
    target: str,
    version: VersionUsed,
    then: Ingredients,
    current: VersionUsed | None,
    now: Ingredients | None,
    *,
    retired: str | None = None,
) -> tuple[StaleReason, ...]:
    """Return why a build is stale; empty if the same would be generated again. `retired` is when the model ended."""
    return (
        *version_superseded(version, current),
        *model_retired(version.model, retired),
        *ingredients_changed(target, then, now),
    )

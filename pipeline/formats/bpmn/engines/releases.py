"""Releases of an engine: which of them knows what."""

from pipeline.ir.ruleset import Release


def knows(release: Release, since: Release) -> bool:
    """Whether a release has what there is since another. What it does not tell, as `8`, is the newest."""
    return since[: len(release)] <= release


def written(release: Release) -> str:
    """As people write it: `8.6`."""
    return ".".join(map(str, release))

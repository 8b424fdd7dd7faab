"""Compare releases of an engine with the first release of a feature."""

from pipeline.ir.ruleset import Release


def knows(release: Release, since: Release) -> bool:
    """Return true if a release is at least another. Parts that it does not state, as in `8`, count as newest."""
    return since[: len(release)] <= release


def written(release: Release) -> str:
    """Format a release as people write it: `8.6`."""
    return ".".join(map(str, release))

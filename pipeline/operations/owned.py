"""Compare files that the user owns with what a target would write for them now."""

from collections.abc import Iterator, Mapping

from pipeline.ir.generated import Break, Offer
from pipeline.targets import TARGETS


def offers(target: str, yours: Mapping[str, str], fresh: Mapping[str, bytes]) -> Iterator[Offer]:
    """Yield, for each of the files by path, what it lacks or no longer needs."""
    row = TARGETS.get(target)
    if row is None or row.offer is None:
        return
    for path, text in yours.items():
        if path in fresh and (found := row.offer(path, text, fresh[path].decode())) is not None:
            yield found


def breaks(target: str, before: str, now: str) -> tuple[Break, ...]:
    """Return what breaks running instances, given the texts of the lock file before and now."""
    row = TARGETS.get(target)
    return tuple(row.breaking(before, now)) if row is not None and row.breaking is not None and before else ()


def lock_of(target: str) -> str:
    """Return the path of the file whose text in the generation before is part of the next; empty if there is none."""
    row = TARGETS.get(target)
    return row.lock if row is not None else ""

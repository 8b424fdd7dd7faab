"""Asks the formats: which there are, how their files end, and why one cannot be used."""

from pipeline.formats import FORMATS as FORMATS
from pipeline.ir import plugins
from pipeline.ir.document import Problem
from pipeline.ir.suggesting import suggestion


def broken() -> dict[str, str]:
    """Return the formats of plug-ins that cannot be used, each with the reason."""
    len(FORMATS)  # the table loads its plug-ins when it is read
    return {each.name: each.reason for each in plugins.broken() if each.group == "ameide.formats"}


def unknown(name: str) -> Problem | None:
    """Return why there is no such format; None where there is one."""
    if name in FORMATS:
        return None
    if reason := broken().get(name):
        message = f"The format {name!r} cannot be used: {reason}."
    else:
        known = sorted(FORMATS)
        message = f"There is no format {name!r}; there are: {', '.join(known)}.{suggestion(name, known)}"
    return Problem(code="UNKNOWN_FORMAT", message=message, path="format")


def endings() -> tuple[str, ...]:
    """Return the endings of files that are models, the longest first: a name is to be asked for them in this order."""
    return _longest_first({ending for row in FORMATS.values() for ending in row.endings})


def shared_endings() -> tuple[str, ...]:
    """Return the endings of files that may be models and may be something else."""
    return _longest_first({ending for row in FORMATS.values() for ending in row.shared_endings})


def _longest_first(found: set[str]) -> tuple[str, ...]:
    return tuple(sorted(found, key=lambda ending: (-len(ending), ending)))

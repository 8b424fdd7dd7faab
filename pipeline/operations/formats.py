"""Answer questions about the formats: their names, file endings, and the reasons why one cannot be used."""

import itertools
from collections.abc import Iterable

from pipeline.formats import FORMATS as FORMATS
from pipeline.ir import plugins, suggesting
from pipeline.ir.document import Problem


def broken() -> dict[str, str]:
    """Return the formats of plug-ins that cannot be used, each with the reason."""
    len(FORMATS)  # the table loads its plug-ins when it is read
    return {each.name: each.reason for each in plugins.broken() if each.group == "ameide.formats"}


def text(content: bytes) -> bytes:
    """Return the text in which the lines of a document are counted, by the format that recognises it."""
    row = next((row for row in FORMATS.values() if row.recognises(content)), None)
    return content if row is None else row.text(content)


def unknown(name: str) -> Problem | None:
    """Return why there is no such format; None where there is one."""
    if name in FORMATS:
        return None
    if reason := broken().get(name):
        message = f"The format {name!r} cannot be used: {reason}."
    else:
        message = suggesting.unknown("format", name, FORMATS)
    return Problem(code="UNKNOWN_FORMAT", message=message, path="format")


def unknown_kind(kinds: Iterable[str]) -> str | None:
    """Say of the first kind that no notation has such elements; None if all exist, or if one does not list its own."""
    if not all(row.kinds for row in FORMATS.values()):
        return None
    known = {name for row in FORMATS.values() for name in row.kinds}
    kind = next((each for each in kinds if each not in known), None)
    return kind and f"There is no kind of element {kind[:100]!r}.{suggesting.suggestion(kind[:100], known)}"


def leading() -> tuple[frozenset[str], ...]:
    """Return the kinds of elements that search shows first, of all notations, in groups."""
    groups = itertools.zip_longest(*(row.leading for row in FORMATS.values()), fillvalue=frozenset[str]())
    return tuple(frozenset().union(*group) for group in groups)


def endings() -> tuple[str, ...]:
    """Return the endings of files that are models, the longest first: a name is to be asked for them in this order."""
    return _longest_first({ending for row in FORMATS.values() for ending in row.endings})


def shared_endings() -> tuple[str, ...]:
    """Return the endings of files that may be models and may be something else."""
    return _longest_first({ending for row in FORMATS.values() for ending in row.shared_endings})


def _longest_first(found: set[str]) -> tuple[str, ...]:
    return tuple(sorted(found, key=lambda ending: (-len(ending), ending)))

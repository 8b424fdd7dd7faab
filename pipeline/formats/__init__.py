"""FORMATS: one row per notation. Installed packages add theirs as entry points `ameide.formats`."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from pipeline.formats import archimate, bpmn
from pipeline.formats.accepting import accepted
from pipeline.ir.document import Document, Problem
from pipeline.ir.format import Format
from pipeline.ir.model import Parsed
from pipeline.ir.plugins import Table
from pipeline.ir.suggesting import unknown

OWN: Final[Mapping[str, Format[Any]]] = MappingProxyType({row.name: row for row in (bpmn.FORMAT, archimate.FORMAT)})
"""Ameide's own; those of installed packages are not among them."""
FORMATS: Final = Table("ameide.formats", accepted, OWN)


def parse(document: Document) -> Parsed:
    """Return the model in a document, or its problems, whatever the bytes."""
    found = recognised(document)
    return Parsed(problems=(found,)) if isinstance(found, Problem) else found.parse(document)


def recognised(document: Document) -> Format[Any] | Problem:
    """Return the format of a document: by its content; else as stated; else by the ending of its file name.

    Otherwise it is the only format whose parser alone can tell, which then reports what the document lacks.
    """
    told = {name: row.recognises(document.content) for name, row in FORMATS.items()}
    shown = [name for name, sure in told.items() if sure]
    if document.format in shown or (document.format is not None and not shown):
        return _stated(document.format)
    if shown:
        return FORMATS[shown[0]]
    named = _by_ending(document.path or "")
    possible = [FORMATS[name] for name, sure in told.items() if sure is None]
    if named is not None or len(possible) == 1:
        return named or possible[0]
    message = f"Nothing tells what the document is written in. Say its format; there are: {_known()}."
    return Problem(code="UNKNOWN_FORMAT", message=message, path="format")


def _stated(name: str) -> Format[Any] | Problem:
    if name in FORMATS:
        return FORMATS[name]
    return Problem(code="UNKNOWN_FORMAT", message=unknown("format", name, FORMATS), path="format")


def _by_ending(path: str) -> Format[Any] | None:
    """Find a format by the longest ending: `.process.json` counts before `.json`."""
    ends = [(ending, row) for row in FORMATS.values() for ending in row.endings if path.lower().endswith(ending)]
    return max(ends, key=lambda each: len(each[0]))[1] if ends else None


def _known() -> str:
    return ", ".join(sorted(FORMATS))

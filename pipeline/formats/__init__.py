"""Documents in, models out. One parser per format; installed packages add theirs as entry points `ameide.parsers`."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from pipeline.formats.bpmn.parse import document as bpmn
from pipeline.formats.loading import Parser, load
from pipeline.ir.document import Document, Problem
from pipeline.ir.workflow import Parsed

PARSERS: Final[Mapping[str, Parser]] = MappingProxyType({**load(), "bpmn": bpmn.parse})

# how a document of a format begins, and what its file names end in beside the format's own name
_BEGINS: Final = {
    "bpmn": re.compile(rb"<([\w.-]{1,100}:)?definitions\s[^>]*http://www\.omg\.org/spec/BPMN/20100524/MODEL")
}
_BEGINNING: Final = 100_000
_ENDINGS: Final = {".bpmn20.xml": "bpmn", ".bpmn2": "bpmn"}


def parse(document: Document) -> Parsed:
    """The model in a document, or what is wrong with it, whatever the bytes."""
    format_ = _format(document)
    if format_ not in PARSERS:
        message = f"There is no format {format_!r}; there are: {', '.join(sorted(PARSERS))}."
        return Parsed(problems=(Problem(code="UNKNOWN_FORMAT", message=message, path="format"),))
    return PARSERS[format_](document)


def _format(document: Document) -> str:
    """By how it begins; else by what was said; else by its file name; else BPMN, whose parser says what it misses."""
    for name, begins in _BEGINS.items():
        if begins.search(document.content, 0, _BEGINNING):
            return name
    if document.format is not None:
        return document.format
    path = (document.path or "").lower()
    endings = {**{f".{name}": name for name in PARSERS}, **_ENDINGS}
    return next((name for ending, name in endings.items() if path.endswith(ending)), "bpmn")

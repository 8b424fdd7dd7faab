"""Documents in, models out. One parser per format; installed packages add theirs as entry points `ameide.parsers`."""

from collections.abc import Callable, Mapping
from importlib.metadata import entry_points
from types import MappingProxyType
from typing import Final

from pipeline.ir.document import Document, Problem
from pipeline.ir.workflow import Parsed
from pipeline.parse import bpmn
from pipeline.parse.bpmn_outline import BPMN

Parser = Callable[[Document], Parsed]

_OWN: Final[Mapping[str, Parser]] = {"bpmn": bpmn.parse}

PARSERS: Final[Mapping[str, Parser]] = MappingProxyType(
    {**{entry.name: entry.load() for entry in entry_points(group="ameide.parsers")}, **_OWN}
)

# what the content of a format cannot be without, and what its file names end in
_SIGNS: Final[Mapping[str, bytes]] = {"bpmn": BPMN.encode()}
_ENDINGS: Final[Mapping[str, str]] = {".bpmn20.xml": "bpmn", ".bpmn2": "bpmn"}


def parse(document: Document) -> Parsed:
    """The model in a document, or what is wrong with it; never raises, whatever the bytes."""
    format_ = _format(document)
    if format_ not in PARSERS:
        message = f"There is no format {format_!r}; there are: {', '.join(sorted(PARSERS))}."
        return Parsed(problems=(Problem(code="UNKNOWN_FORMAT", message=message, path="format"),))
    return PARSERS[format_](document)


def _format(document: Document) -> str:
    """By what is in it; else by what was said; else by its file name; else BPMN, whose parser says what it misses."""
    for name, sign in _SIGNS.items():
        if sign in document.content:
            return name
    if document.format is not None:
        return document.format
    path = (document.path or "").lower()
    endings = {**{f".{name}": name for name in PARSERS}, **_ENDINGS}
    return next((name for ending, name in endings.items() if path.endswith(ending)), "bpmn")

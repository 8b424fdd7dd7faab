"""Find the elements of a document in its bytes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from pipeline.formats.bpmn.facts.parts import BPMN
from pipeline.formats.bpmn.write.namespaces import XML, Scope

_TAG = re.compile(rb"""<[^"'>]*(?:(?:"[^"]*"|'[^']*')[^"'>]*)*>""")
_DRAWN = "http://www.omg.org/spec/BPMN/20100524/DI"
_LISTED = {"incoming", "outgoing", "flowNodeRef"}


@dataclass(slots=True)
class Place:
    """One element of the document, in bytes of its text as UTF-8."""

    start: int
    inside: int
    """Behind the start tag."""
    scope: Scope
    end_tag: int = 0
    """Offset of the end tag; for an element without one, the offset behind it."""
    end: int = 0
    mentions: str = ""
    """The id that it lists or draws, where it says nothing else."""
    names: dict[str, int] = field(default_factory=dict)
    """Children so far, by their names."""


def places(text: bytes) -> Mapping[str, Place]:
    """Return every element of a well-formed document by its xpath, spelled as in `Element.xpath`."""
    parser = expat.ParserCreate("utf-8", namespace_separator=" ")
    parser.namespace_prefixes = True
    parser.buffer_text = True
    reading = _Reading(text, parser)
    parser.StartNamespaceDeclHandler = reading.declare
    parser.StartElementHandler = reading.start
    parser.EndElementHandler = reading.end
    parser.CharacterDataHandler = reading.characters
    parser.Parse(text, True)
    return reading.found


class _Reading:
    def __init__(self, text: bytes, parser: expat.XMLParserType) -> None:
        self.found: dict[str, Place] = {}
        self._text = text
        self._parser = parser
        self._open: list[tuple[str, Place]] = []
        self._declared: dict[str, str] = {}
        self._listing: list[str] | None = None

    def declare(self, prefix: str | None, uri: str | None) -> None:
        self._declared[prefix or ""] = uri or ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        uri, local, prefix = ([*name.split(" "), ""] if " " in name else ["", name, ""])[:3]
        at = self._parser.CurrentByteIndex
        found = _TAG.match(self._text, at)
        around = self._open[-1][1].scope if self._open else {"": "", "xml": XML}
        scope = {**around, **self._declared} if self._declared else around
        place = Place(at, found.end() if found else at, scope)
        if uri == _DRAWN:
            place.mentions = attributes.get("bpmnElement", "").strip()
        self._listing = [] if uri == BPMN and local in _LISTED else None
        self._declared = {}
        self._add(local if uri == BPMN or not prefix else f"{prefix}:{local}", place)

    def characters(self, text: str) -> None:
        if self._listing is not None:
            self._listing.append(text)

    def end(self, _name: str) -> None:
        _, place = self._open.pop()
        place.end_tag = self._parser.CurrentByteIndex
        closing = self._text.startswith(b"</", place.end_tag) and self._text[place.inside - 2 : place.inside] != b"/>"
        place.end = self._text.index(b">", place.end_tag) + 1 if closing else place.end_tag
        if self._listing is not None:
            place.mentions = "".join(self._listing).strip()
            self._listing = None

    def _add(self, name: str, place: Place) -> None:
        if self._open:
            xpath, above = self._open[-1]
            above.names[name] = above.names.get(name, 0) + 1
            xpath = f"{xpath}/{name}[{above.names[name]}]"
        else:
            xpath = f"/{name}"
        self.found[xpath] = place
        self._open.append((xpath, place))

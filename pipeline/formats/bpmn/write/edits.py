"""Edit a document, and keep every other byte."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from xml.parsers import expat

from pipeline.formats.bpmn.facts.parts import BPMN
from pipeline.formats.bpmn.write.markup import escaped, tokens
from pipeline.formats.bpmn.write.namespaces import Scope, translated
from pipeline.formats.bpmn.write.places import Place, places
from pipeline.ir.document import Problem
from pipeline.ir.edit import Edit, Insert, Remove, SetAttribute
from pipeline.ir.encoding import decode, encode
from pipeline.ir.workflow import WorkflowModel

_NAME = re.compile(r"[^\W\d][\w.-]*(:[^\W\d][\w.-]*)?")
_BLANKS = b" \t"


class _Change(NamedTuple):
    """A replacement of the bytes from start to end."""

    start: int
    end: int
    becomes: bytes


class _Refused(Exception):
    """An edit cannot be made."""


def edited(content: bytes, model: WorkflowModel, edits: Sequence[Edit]) -> bytes | Problem:
    """Make all edits in the document, or return the reason why one cannot be made. `model` was read from `content`.

    The parser and the rules decide whether the result is still valid.
    """
    text = decode(content)
    if isinstance(text, Problem):
        return text
    utf8 = text.encode()
    where = places(utf8)
    try:
        changes = [change for edit in edits for change in _changes(utf8, model, where, edit)]
    except _Refused as refused:
        return Problem(code="BAD_EDIT", message=str(refused))
    return encode(_applied(utf8, changes).decode(), like=content)


def _applied(text: bytes, changes: Iterable[_Change]) -> bytes:
    """Apply the changes; a change inside something that is removed goes with it."""
    out, done = [], 0
    for change in sorted(changes, key=lambda change: (change.start, -change.end)):
        if change.start >= done:
            out += [text[done : change.start], change.becomes]
            done = change.end
    return b"".join((*out, text[done:]))


def _changes(text: bytes, model: WorkflowModel, where: Mapping[str, Place], edit: Edit) -> Iterator[_Change]:
    element = model.by_id.get(edit.element)
    place = where.get(element.path) if element else None
    if place is None:
        raise _Refused(f"The document has no element {edit.element!r}.")
    match edit:
        case SetAttribute():
            yield _attribute(text, place, edit)
        case Insert():
            yield _insertion(text, place, edit)
        case Remove():
            if place.start == min(each.start for each in where.values()):
                raise _Refused("The root element cannot be removed.")
            yield _removal(text, place)
            gone = _gone(model, edit.element)
            yield from (_removal(text, each) for each in where.values() if each.mentions in gone)


def _gone(model: WorkflowModel, element: str) -> frozenset[str]:
    """Return the ids, as written, that nothing has any more once an element is removed."""
    removed, waiting = set(), [element]
    while waiting:
        removed.add(at := waiting.pop())
        waiting += [child.id for child in model.children.get(at, ())]
    left = {each.source_id for each in model.elements if each.id not in removed}
    return frozenset(
        each.source_id
        for each in model.elements
        if each.id in removed and each.source_id and each.source_id not in left
    )


def _attribute(text: bytes, place: Place, edit: SetAttribute) -> _Change:
    if not _NAME.fullmatch(edit.name):
        raise _Refused(f"{edit.name!r} is no name of an attribute.")
    tag = text[place.start : place.inside]
    stated = re.search(rb"""\s+%s\s*=\s*("[^"]*"|'[^']*')""" % re.escape(edit.name.encode()), _veiled(tag))
    said = b"" if edit.value is None else f' {edit.name}="{escaped(edit.value)}"'.encode()
    if stated:
        start = place.start + stated.start()
        return _Change(start, place.start + stated.end(), said)
    end = place.inside - (2 if tag.endswith(b"/>") else 1)
    end -= len(text[place.start : end]) - len(text[place.start : end].rstrip())
    return _Change(end, end, said)


def _veiled(tag: bytes) -> bytes:
    """Blank out the values of a tag, so that nothing in them looks like an attribute."""
    return re.sub(rb""""[^"]*"|'[^']*'""", lambda found: b'"' + b"x" * (len(found[0]) - 2) + b'"', tag)


def _removal(text: bytes, place: Place) -> _Change:
    """Remove a place, and the line if it would then be empty."""
    line = _line(text, place.start)
    after = re.compile(rb"[ \t]*(\r?\n|\Z)").match(text, place.end)
    if after and not text[line : place.start].strip(_BLANKS):
        return _Change(line, after.end(), b"")
    return _Change(place.start, place.end, b"")


def _insertion(text: bytes, place: Place, edit: Insert) -> _Change:
    xml = _in_prefixes(edit.xml, place.scope)
    indent = _indent(text, place.start)
    newline = b"\r\n" if b"\r\n" in text[: place.inside] else b"\n"
    if edit.place == "before":
        return _Change(place.start, place.start, xml + newline + indent)
    if edit.place == "after":
        return _Change(place.end, place.end, newline + indent + xml)
    deeper = newline + indent + b"  " + xml
    if place.end == place.end_tag:  # <a/>
        name = re.split(rb"[\s/>]", text[place.start + 1 : place.inside], maxsplit=1)[0]
        return _Change(place.inside - 2, place.end, b">" + deeper + newline + indent + b"</" + name + b">")
    before = len(text[place.inside : place.end_tag].rstrip()) + place.inside
    return _Change(before, place.end_tag, deeper + newline + indent)


def _in_prefixes(xml: str, scope: Scope) -> bytes:
    try:
        expat.ParserCreate("utf-8", namespace_separator=" ").Parse(f'<all xmlns="{BPMN}">{xml}</all>'.encode(), True)
    except expat.ExpatError as error:
        raise _Refused(f"What is to be inserted is not well-formed: {error}.") from error
    if "".join(token.text for token in tokens(xml)) != xml or "='" in xml:
        raise _Refused("What is to be inserted has CDATA, or values that are not in double quotes.")
    return "".join(token.text for token, _ in translated(xml, scope)).encode()


def _indent(text: bytes, at: int) -> bytes:
    line = text[_line(text, at) : at]
    return line[: len(line) - len(line.lstrip(_BLANKS))]


def _line(text: bytes, at: int) -> int:
    """Return where the line of a byte begins."""
    return text.rfind(b"\n", 0, at) + 1

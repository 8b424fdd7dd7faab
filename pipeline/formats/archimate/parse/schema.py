"""Compare an exchange document with the Open Group's schemas: what it may hold, in which order, with which values."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Final, NamedTuple

from lxml import etree

from pipeline.formats.archimate.parse.reading import XSI, local, namespace, parts, type_of
from pipeline.formats.shared.flaws import Flaw
from pipeline.formats.shared.wording import shown
from pipeline.ir.architecture import JUNCTIONS

_MOST: Final = 20
"""Flaws of the same kind that are told one by one."""
_NAMED: Final = "name+ documentation* "
_CONTENT: Final = {
    "model": _NAMED + "properties? metadata? elements? relationships? organizations* propertyDefinitions? views?",
    "elements": "element+",
    "element": _NAMED + "properties?",
    "junction": "name* documentation* properties?",
    "relationships": "relationship+",
    "relationship": "name* documentation* properties?",
    "organizations": "item+",
    "item": "label* documentation* item*",
    "propertyDefinitions": "propertyDefinition+",
    "propertyDefinition": _NAMED,
    "properties": "property+",
    "property": "value+",
    "views": "viewpoints? diagrams?",
    "viewpoints": "viewpoint+",
    "viewpoint": _NAMED + "properties? concern* viewpointPurpose? viewpointContent? allowedElementType* "
    "allowedRelationshipType* modelingNote*",
    "concern": "label+ documentation* stakeholders?",
    "stakeholders": "stakeholder+",
    "stakeholder": "label+",
    "modelingNote": "documentation+",
    "diagrams": "view+",
    "view": _NAMED + "properties? node* connection*",
    "node": "label* documentation* style? viewRef* node*",
    "connection": "label* documentation* style? viewRef* sourceAttachment? bendpoint* targetAttachment?",
    "style": "lineColor? fillColor? font?",
    "font": "color?",
}
"""Children in their order, with how often each may come."""
_OPEN: Final = frozenset({"model", "element", "relationship", "item", "propertyDefinition", "viewpoint", "view"})
"""Elements that may hold parts of other namespaces."""
_LANGUAGE: Final = re.compile(r"([a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*)?")
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_ATTRIBUTES: Final = {
    "model": "identifier! version",
    "element": "identifier! type!",
    "relationship": "identifier! type! source! target!",
    "item": "identifier identifierRef",
    "propertyDefinition": "identifier! type!",
    "property": "propertyDefinitionRef!",
    "viewpoint": "identifier!",
    "allowedElementType": "type!",
    "allowedRelationshipType": "type!",
    "modelingNote": "type",
    "view": "identifier! viewpoint viewpointRef type",
    "node": "identifier! type! x! y! w! h!",
    "connection": "identifier! type! source target",
    "style": "lineWidth",
    "lineColor": "r! g! b! a",
    "fillColor": "r! g! b! a",
    "color": "r! g! b! a",
    "font": "name size style",
    "bendpoint": "x! y!",
    "sourceAttachment": "x! y!",
    "targetAttachment": "x! y!",
    "viewRef": "ref!",
}
"""Attributes; those with a `!` must be there. `type` is `xsi:type` where a type has others below it."""
_BY_TYPE: Final = {
    "Access": "accessType",
    "Influence": "modifier",
    "Association": "isDirected",
    "Element": "elementRef!",
    "Label": "conceptRef xpathPart",
    "Relationship": "relationshipRef! source! target!",
    "NestingRelationship": "relationshipRef! source! target!",
}
_TYPED: Final = frozenset({"element", "relationship", "view", "node", "connection"})
_ID: Final = re.compile(r"[^\W\d][\w.\-]*")


def _whole(least: int, most: int = 10**18) -> Callable[[str], bool]:
    return lambda text: bool(re.fullmatch(r"\s*\+?\d{1,18}\s*", text)) and least <= int(text) <= most


def _one_of(*values: str) -> Callable[[str], bool]:
    return lambda text: " ".join(text.split()) in values


_VALUES: Final[Mapping[str, tuple[Callable[[str], bool], str]]] = {
    "accessType": (_one_of("Access", "Read", "Write", "ReadWrite"), "Access, Read, Write or ReadWrite"),
    "isDirected": (_one_of("true", "false", "1", "0"), "true or false"),
    "x": (_whole(0), "a whole number from 0"),
    "y": (_whole(0), "a whole number from 0"),
    "w": (_whole(1), "a whole number from 1"),
    "h": (_whole(1), "a whole number from 1"),
    "lineWidth": (_whole(1), "a whole number from 1"),
    **dict.fromkeys("rgb", (_whole(0, 255), "a whole number from 0 to 255")),
    "a": (_whole(0, 100), "a whole number from 0 to 100"),
    "identifier": (lambda text: bool(_ID.fullmatch(text.strip())), "a name that begins with a letter, without blanks"),
    "size": (lambda text: bool(re.fullmatch(r"\s*[1-9][0-9]*(\.0|\.5)?\s*", text)), "a number such as 9 or 9.5"),
    "style": (
        lambda text: set(text.split()) <= {"plain", "bold", "italic", "underline"},
        "made of plain, bold, italic and underline",
    ),
}
_DATA: Final = _one_of("string", "boolean", "currency", "date", "time", "number")


class Found(NamedTuple):
    """A flaw, and the XML element that it is about."""

    xml: etree._Element
    rule: str
    message: str
    part: str


def inspected(root: etree._Element, owner: Callable[[etree._Element], tuple[str, int]]) -> tuple[Flaw, ...]:
    """Return the flaws of a document, given the element of the model that an XML element belongs to, and its line."""
    counts: Counter[tuple[str, str]] = Counter()
    flaws = []
    for found in _flaws(root):
        kind = (found.rule, f"{local(found.xml)}/{found.part}")
        counts[kind] += 1
        if counts[kind] <= _MOST:
            element, line = owner(found.xml)
            about = f"{kind[1]}~{counts[kind]}"
            flaws.append(Flaw(rule=found.rule, message=found.message, element=element, line=line, about=about))
    for (rule, part), count in counts.items():
        if count > _MOST:
            said = f"Part “{part}” is wrong in the same way {count - _MOST:,} more times. Mend these too."
            flaws.append(Flaw(rule=rule, message=said, element=None, line=1, about=f"{part} more"))
    return tuple(flaws)


def _flaws(root: etree._Element) -> Iterator[Found]:
    main = namespace(root)
    waiting = [root]
    while waiting:
        xml = waiting.pop()
        known = [child for child in parts(xml) if namespace(child) == main]
        waiting += reversed([child for child in known if local(child) != "metadata"])
        name = local(xml)
        for child in parts(xml):
            if namespace(child) != main and name not in _OPEN and name != "metadata":
                said = f"Part “{shown(local(child))}” of another namespace stands in “{name}”. Remove it there."
                yield Found(child, "exchange-order", said, "other namespace")
        content = _CONTENT.get("junction" if name == "element" and type_of(xml) in JUNCTIONS else name)
        if content is not None:
            yield from _content(xml, content, known)
        yield from _attributes(xml)


def _content(xml: etree._Element, content: str, children: list[etree._Element]) -> Iterator[Found]:
    """Compare the children of an element with those that it may have; what it does not know is told elsewhere."""
    name = local(xml)
    ranks = {each[:-1]: rank for rank, each in enumerate(content.split())}
    counts = Counter(local(child) for child in children)
    furthest, before = -1, ""
    for child in children:
        rank = ranks.get(local(child))
        if rank is None:
            continue
        if rank < furthest and name != "style":
            said = f"Part “{local(child)}” stands behind “{before}” in “{name}”. Move it before that."
            yield Found(child, "exchange-order", said, local(child))
        elif rank > furthest:
            furthest, before = rank, local(child)
    for each in content.split():
        part, often = each[:-1], each[-1]
        if often == "+" and not counts[part]:
            yield Found(xml, "exchange-missing-part", f"Element “{name}” has no “{part}”. Add one.", part)
        elif often == "?" and counts[part] > 1:
            said = f"Element “{name}” has {counts[part]} times “{part}”. Keep one."
            yield Found(xml, "exchange-missing-part", said, part)


def _attributes(xml: etree._Element) -> Iterator[Found]:
    name, type_ = local(xml), type_of(xml)
    allowed = f"{_ATTRIBUTES.get(name, '')} {_BY_TYPE.get(type_, '') if name in _TYPED else ''}".split()
    plain = {each.rstrip("!") for each in allowed}
    stated = {str(key): str(value) for key, value in xml.items()}
    if name in _TYPED:
        plain.discard("type")
        if f"{{{XSI}}}type" in stated:
            stated["type"] = type_
            plain.add("type")
    for each in allowed:
        if each.endswith("!") and each[:-1] not in stated:
            said = f"Element “{name}” does not state “{_spelled(name, each[:-1])}”. Add it."
            yield Found(xml, "exchange-missing-part", said, f"@{each[:-1]}")
    for key, value in stated.items():
        if key == _LANG and not _LANGUAGE.fullmatch(value.strip()):
            said = f"Attribute “xml:lang” of “{name}” is {shown(value)!r}. It must be a language such as en or pt-BR."
            yield Found(xml, "exchange-value", said, "@xml:lang")
        if key.startswith("{"):
            continue
        if key not in plain:
            said = f"Element “{name}” has no attribute “{shown(key)}”. Remove it, or correct its name."
            yield Found(xml, "exchange-unknown-attribute", said, f"@{key}")
        elif (wrong := _wrong(name, key, value)) is not None:
            said = f"Attribute “{key}” of “{name}” is {shown(value)!r}. It must be {wrong}."
            yield Found(xml, "exchange-value", said, f"@{key}")


def _wrong(name: str, key: str, value: str) -> str | None:
    """Return what an attribute must be; None where it is."""
    if name == "propertyDefinition" and key == "type":
        return None if _DATA(value) else "string, boolean, currency, date, time or number"
    check, must = _VALUES.get(key, (None, ""))
    return must if check is not None and not check(value) else None


def _spelled(name: str, key: str) -> str:
    return "xsi:type" if key == "type" and name in _TYPED else key

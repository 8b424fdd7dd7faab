"""Read the OMG's schemas into tables: the content of elements, their attributes, and the types of these.

`omg/` holds the schemas as they are published; infra/bpmn_schemas.py records their origin. Only the part of XML Schema
that they use is supported.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from lxml import etree

from pipeline.formats.bpmn.parse.schema.content import (
    Any,
    Attribute,
    Choice,
    Content,
    Many,
    Name,
    Pattern,
    Sequence,
    Type,
    Value,
)

_XSD: Final = "http://www.w3.org/2001/XMLSchema"
_FILES: Final = ("BPMN20", "Semantic", "BPMNDI", "DI", "DC")
_PLAIN: Final = frozenset({"string", "anyURI"})


@dataclass(frozen=True, slots=True)
class Schema:
    """All five schemas. Names are in Clark notation, as lxml has them."""

    elements: Mapping[str, Type]
    """The type of each element that may stand in more than one place."""
    types: Mapping[str, Type]
    """Complex types, and those simple ones that elements have."""
    known: frozenset[str]
    """Every element, also one that only one type knows."""


@cache
def schema() -> Schema:
    """Return the tables; they are read once."""
    reading = _Reading()
    types = {name: reading.type(name) for name in reading.complex_types}
    elements = {name: reading.type_of(element) for name, element in reading.elements.items()}
    return Schema(elements, types, frozenset({*elements, *reading.local}))


class _Reading:
    """The schemas while they are read."""

    def __init__(self) -> None:
        self.elements: dict[str, etree._Element] = {}
        self.complex_types: dict[str, etree._Element] = {}
        self.local: set[str] = set()
        self._simple_types: dict[str, etree._Element] = {}
        self._members: dict[str, list[str]] = {}
        self._types: dict[str, Type] = {}
        for name in _FILES:
            self._collect(etree.fromstring((files(__package__) / "omg" / f"{name}.xsd").read_bytes()))

    def type(self, name: str) -> Type:
        """Return a named complex type."""
        if name not in self._types:
            self._types[name] = self._complex(self.complex_types[name], name)
        return self._types[name]

    def type_of(self, element: etree._Element) -> Type:
        """Return the type of a declared element, which may stand inside the declaration."""
        stated = element.get("type")
        if stated is None:
            (inside,) = element.iterchildren(f"{{{_XSD}}}complexType")
            return self._complex(inside, _own(element))
        name = _resolved(element, stated)
        return self.type(name) if name in self.complex_types else Type(name, value=self._value(element, stated))

    def _collect(self, root: etree._Element) -> None:
        for each in root:
            kind, name = _kind(each), _own(each)
            if kind == "element":
                self.elements[name] = each
                if head := each.get("substitutionGroup"):
                    self._members.setdefault(_resolved(each, head), []).append(name)
            elif kind == "complexType":
                self.complex_types[name] = each
            elif kind == "simpleType":
                self._simple_types[name] = each

    def _complex(self, xml: etree._Element, name: str) -> Type:
        extension = next(xml.iter(f"{{{_XSD}}}extension"), None)
        base = self.type(_resolved(xml, extension.get("base", ""))) if extension is not None else Type("")
        own = xml if extension is None else extension
        patterns = tuple(self._pattern(each) for each in own if _kind(each) in {"sequence", "choice"})
        attributes = {each.name: each for each in map(self._attribute, own.iterchildren(f"{{{_XSD}}}attribute"))}
        every = base.attributes | attributes
        return Type(
            name,
            attributes=every,
            required=tuple(each.name for each in every.values() if each.required),
            foreign=_target(xml) if any(_kind(each) == "anyAttribute" for each in own) else base.foreign,
            mixed=xml.get("mixed") == "true" or (base.mixed and not patterns),
            abstract=xml.get("abstract") == "true",
            bases=base.bases | {name},
            content=Content(Sequence((base.content.pattern, *patterns))),
        )

    def _pattern(self, xml: etree._Element) -> Pattern:
        least, most = int(xml.get("minOccurs", "1")), xml.get("maxOccurs", "1")
        return Many(self._single(xml), least, None if most == "unbounded" else int(most))

    def _single(self, xml: etree._Element) -> Pattern:
        kind = _kind(xml)
        if kind == "any":
            return Any(anything=xml.get("namespace") == "##any", own=_target(xml))
        if kind == "element":
            return self._element(xml)
        parts = tuple(self._pattern(each) for each in xml if isinstance(each.tag, str))
        return Choice(parts) if kind == "choice" else Sequence(parts)

    def _element(self, xml: etree._Element) -> Pattern:
        if ref := xml.get("ref"):
            name = _resolved(xml, ref)
            return Name(spoken=_local(name), types=dict.fromkeys(self._substitutes(name)))
        name = _own(xml)
        self.local.add(name)
        stated = xml.get("type")
        type_ = self.type_of(xml) if stated is None or _resolved(xml, stated) not in self.complex_types else None
        # a type may hold itself, so that it is looked up when an element is met
        return Name(spoken=_local(name), types={name: type_ or _resolved(xml, stated or "")})

    def _substitutes(self, head: str) -> Iterator[str]:
        yield head
        for member in self._members.get(head, ()):
            yield from self._substitutes(member)

    def _attribute(self, xml: etree._Element) -> Attribute:
        value = self._value(xml, xml.get("type", "xsd:string"))
        return Attribute(xml.get("name", ""), value, xml.get("use") == "required", xml.get("default"))

    def _value(self, xml: etree._Element, stated: str) -> Value:
        name = _resolved(xml, stated)
        if name not in self._simple_types:
            return Value(_local(name), free=_local(name) in _PLAIN)
        (inside,) = self._simple_types[name]
        if _kind(inside) == "union":
            return Value("anyURI", free=True)  # an address, or one of the words beside it
        return Value("enumeration", tuple(each.get("value", "") for each in inside))


def _kind(xml: etree._Element) -> str:
    return _local(str(xml.tag))


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _target(xml: etree._Element) -> str:
    return xml.getroottree().getroot().get("targetNamespace", "")


def _own(xml: etree._Element) -> str:
    return f"{{{_target(xml)}}}{xml.get('name')}"


def _resolved(xml: etree._Element, name: str) -> str:
    prefix, _, local = name.rpartition(":")
    return f"{{{xml.nsmap[prefix or None]}}}{local}"

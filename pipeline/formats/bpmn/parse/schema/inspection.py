"""Collect the violations of the schemas in a document, each with its element and line.

Additions of vendors are not checked: content of extensionElements in a namespace of its own, attributes of other
namespaces, and markup in documentation and scripts. The time is proportional to the size of the document, and it has at
most `_MOST` flaws, whatever its size.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Final, NamedTuple

from lxml import etree

from pipeline.formats.bpmn.model import Flaw
from pipeline.formats.bpmn.parse.outline import Outline
from pipeline.formats.bpmn.parse.schema import wording
from pipeline.formats.bpmn.parse.schema.content import Attribute, Content, Type, Value
from pipeline.formats.bpmn.parse.schema.tables import Schema, schema
from pipeline.formats.bpmn.parse.schema.values import is_name, wrong

_ALIKE: Final = 20
"""Flaws of one kind that are told one by one."""
_MOST: Final = 1_000
"""Flaws of a document that are told one by one."""
_XSI: Final = "{http://www.w3.org/2001/XMLSchema-instance}"
_TYPE: Final = f"{_XSI}type"
_BLANK: Final = " \t\r\n"
MODEL: Final = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
_EMPTY: Final = Type("", mixed=True)
_NAMES: Final = frozenset({"IDREF", "QName"})
_MEANT: Final = frozenset({"eventGatewayType", "ordering", "behavior"})
"""Attributes that, like every boolean of the model, decide what happens: whoever cannot read one has to guess."""


class _Found(NamedTuple):
    """A flaw whose message is only made if it is told."""

    rule: str
    xml: etree._Element
    about: str
    says: Callable[[], str]

    @property
    def kind(self) -> tuple[str, str, str]:
        """Return what is the same of flaws that are alike."""
        return self.rule, str(self.xml.tag), "" if self.rule == "invalid-id" else self.about


def flaws(outline: Outline) -> tuple[Flaw, ...]:
    """Return the flaws of a document, in its order; what is said very often is counted once it was said."""
    inspection = _Inspection(outline)
    seen: Counter[tuple[str, str, str]] = Counter()
    last: dict[tuple[str, str, str], Flaw] = {}
    told: list[Flaw] = []
    more = 0
    for found in inspection.found():
        kind = found.kind
        if len(told) >= _MOST:
            more += 1
        elif (seen_before := seen[kind]) < _ALIKE:
            last[kind] = _flaw(outline, found)
            told.append(last[kind])
            seen[kind] = seen_before + 1
        else:
            seen[kind] += 1
    told += [_and_more(last[kind], count - _ALIKE) for kind, count in seen.items() if count > _ALIKE]
    return (*told, _and_more(told[-1], more)) if more else tuple(told)


def _flaw(outline: Outline, found: _Found) -> Flaw:
    node, name = outline.nearest(found.xml), wording.local(str(found.xml.tag))
    inside = "" if node.xml is found.xml else f"{name} {found.xml.get('id', '')}".strip()
    return Flaw.lean(
        rule=found.rule,
        message=found.says(),
        element=node.id,
        line=outline.lines[found.xml],
        kind=name,
        part=found.about,
        about=f"{inside} {found.about}".strip(),
    )


def _and_more(flaw: Flaw, count: int) -> Flaw:
    return flaw.model_copy(update={"message": wording.more(flaw.message, count), "about": f"{flaw.about} and more"})


class _Inspection:
    """One document while it is looked through."""

    def __init__(self, outline: Outline) -> None:
        self._outline = outline
        self._schema: Schema = schema()
        self._types: dict[etree._Element, Type] = {outline.root: self._schema.elements[str(outline.root.tag)]}
        self._ids: dict[str, etree._Element] = {}

    def found(self) -> Iterator[_Found]:
        """Yield everything that is not allowed."""
        for xml, attributes in self._outline.attributes.items():
            if (type_ := self._types.pop(xml, None)) is not None:
                if type_.abstract or _TYPE in attributes:
                    type_, problems = self._actual(xml, type_)
                    yield from problems
                if not self._are_usual(xml, attributes, type_):
                    yield from self._attributes(xml, attributes, type_)
                if type_.value is not None:
                    yield from self._simple(xml, type_.value)
                elif len(xml) or xml.text or not type_.content.ends(Content.START):
                    yield from self._children(xml, type_)

    def _are_usual(self, xml: etree._Element, attributes: Mapping[str, str], type_: Type) -> bool:
        """Return true if the attributes are all of the kinds that nearly all are, and nothing is wrong with them."""
        known, stated = type_.attributes, self._outline.stated
        for name, text in attributes.items():
            if name not in known:
                return False
            value = known[name].value
            if value.kind == "ID":
                if not is_name(text) or self._ids.setdefault(text, xml) is not xml:
                    return False
            elif not (value.free or (value.kind in _NAMES and text in stated)):
                return False
        for name in type_.required:  # noqa: SIM110  # half the time of `all`, for every element
            if name not in attributes:
                return False
        return True

    def _actual(self, xml: etree._Element, stated: Type) -> tuple[Type, tuple[_Found, ...]]:
        """Return the type that an element says it has, if that is one of those that it may have."""
        said = xml.get(_TYPE)
        if said is None:
            return stated, (_Found("unknown-element", xml, "abstract", lambda: wording.abstract(self._at(xml))),)
        prefix, _, local = said.strip(_BLANK).rpartition(":")
        namespace = self._outline.scopes[xml].namespace(prefix) if prefix else xml.nsmap.get(None)
        found = self._schema.types.get(f"{{{namespace}}}{local}")
        if found is not None and stated.name in found.bases and not found.abstract:
            return found, ()
        if stated.value is not None and namespace == "http://www.w3.org/2001/XMLSchema":
            return stated, ()
        says = partial(wording.no_type, self._at(xml), said, namespace)
        return stated, (_Found("invalid-value", xml, "xsi:type", says),)

    def _attributes(self, xml: etree._Element, attributes: Mapping[str, str], type_: Type) -> Iterator[_Found]:
        for name, value in attributes.items():
            if known := type_.attributes.get(name):
                if not known.value.free:
                    yield from self._value(xml, known, value)
            elif not _may_add(name, type_):
                says = partial(self._unknown_attribute, xml, name, type_)
                yield _Found("unknown-attribute", xml, f"@{name}", says)
        for required in type_.required:
            if required not in attributes:
                says = partial(self._missing_attribute, xml, required)
                yield _Found("missing-part", xml, f"@{required}", says)

    def _unknown_attribute(self, xml: etree._Element, name: str, type_: Type) -> str:
        return wording.unknown_attribute(self._at(xml), name, type_.attributes)

    def _missing_attribute(self, xml: etree._Element, name: str) -> str:
        return wording.missing_attribute(self._at(xml), name)

    def _value(self, xml: etree._Element, known: Attribute, text: str) -> Iterator[_Found]:
        if known.value.kind == "ID":
            yield from self._id(xml, text)
        elif (problem := self._wrong(xml, known.value, text)) is not None:
            guessed = _decides(xml, known)
            default = known.default if guessed else ""
            yield _Found(
                "guessed-value" if guessed else "invalid-value",
                xml,
                f"@{known.name}",
                lambda: wording.invalid_value(self._at(xml), known.name, text, problem, default),
            )

    def _id(self, xml: etree._Element, text: str) -> Iterator[_Found]:
        plain = text.strip(_BLANK)
        if not is_name(plain):
            yield _Found("invalid-id", xml, plain, lambda: wording.invalid_id(self._at(xml), text))
        elif (other := self._ids.setdefault(plain, xml)) is not xml and not self._are_nodes(xml, other):
            line = self._outline.lines[other]
            yield _Found("invalid-id", xml, plain, lambda: wording.same_id(self._at(xml), plain, line))

    def _are_nodes(self, *two: etree._Element) -> bool:
        """Return true if both are elements of the model, whose ids the parser compares."""
        return all(each in self._outline.by_xml for each in two)

    def _simple(self, xml: etree._Element, value: Value) -> Iterator[_Found]:
        text = "".join((xml.text or "", *(child.tail or "" for child in xml)))
        if (problem := self._wrong(xml, value, text)) is not None:
            yield _Found("invalid-value", xml, "text", lambda: wording.invalid_text(self._at(xml), text, problem))
        if len(xml):
            yield from self._children(xml, _EMPTY)

    def _children(self, xml: etree._Element, type_: Type) -> Iterator[_Found]:
        state, told, content = Content.START, set[str](), type_.content
        texts = [] if type_.mixed else [xml.text]
        for child in xml:
            texts.append(child.tail)
            if not isinstance(child.tag, str):
                continue
            tag = child.tag
            after = content.after(state, tag)
            if after is None:
                yield from self._unexpected(xml, child, content, told)
            else:
                state = after
            if tag in content.names or (after is None and tag in self._schema.elements):
                self._types[child] = self._declared(content, tag)
        if not type_.mixed and (text := next((each for each in texts if each and each.strip(_BLANK)), None)):
            yield _Found("stray-text", xml, "text", partial(wording.stray_text, self._at(xml), text))
        if not content.ends(state) and "element-order" not in told:
            lacking = [name for name in content.due(state) if name not in told]
            if lacking:
                says = partial(wording.missing_parts, self._at(xml), lacking)
                yield _Found("missing-part", xml, lacking[0], says)

    def _unexpected(
        self, xml: etree._Element, child: etree._Element, content: Content, told: set[str]
    ) -> Iterator[_Found]:
        """Yield what is wrong with a child that may not stand where it does; its order once for each element."""
        tag = str(child.tag)
        if tag in content.names:
            if "element-order" not in told:
                yield _Found("element-order", child, wording.local(tag), partial(self._order, xml, child, content))
            told.add("element-order")
        else:
            rule = "misplaced-element" if tag in self._schema.known else "unknown-element"
            yield _Found(rule, child, wording.local(tag), partial(self._unknown, xml, child, content))
        told.add(wording.local(tag))

    def _declared(self, content: Content, tag: str) -> Type:
        """Return the type of an element by its place, or else by its name."""
        meant = content.names[tag].types[tag] if tag in content.names else None
        if isinstance(meant, str):
            return self._schema.types[meant]
        return meant or self._schema.elements[tag]

    def _unknown(self, xml: etree._Element, child: etree._Element, content: Content) -> str:
        tag = str(child.tag)
        at, around = self._at(child), self._at(xml)
        if tag in self._schema.known:
            return wording.misplaced(at, around)
        return wording.unknown_element(at, around, tag, content.names, self._schema.known)

    def _order(self, xml: etree._Element, child: etree._Element, content: Content) -> str:
        """Say before which element a child should stand, or that it is one too many."""
        order = content.order()
        own = order.index(content.names[str(child.tag)].spoken)
        before = None
        for each in child.itersiblings(preceding=True):
            name = content.names.get(str(each.tag))
            if name is not None and order.index(name.spoken) > own:
                before = wording.local(str(each.tag))
        return wording.order(self._at(child), self._at(xml), before, order)

    def _wrong(self, xml: etree._Element, value: Value, text: str) -> tuple[str, str] | None:
        if value.kind in _NAMES and text.strip(_BLANK) in self._outline.stated:
            return None  # it names an element, whose own id is judged
        scope = self._outline.scopes[xml]
        return wrong(value, text, lambda prefix: prefix == "xml" or scope.namespace(prefix) is not None)

    def _at(self, xml: etree._Element) -> wording.Place:
        node = self._outline.nearest(xml)
        return wording.Place(wording.local(str(xml.tag)), xml, node.xml if node.xml is not xml else None)


def _decides(xml: etree._Element, known: Attribute) -> bool:
    return str(xml.tag).startswith(MODEL) and (known.value.kind == "boolean" or known.name in _MEANT)


def _may_add(name: str, type_: Type) -> bool:
    """Return true if anybody may add an attribute of that name, as vendors do."""
    if name.startswith(_XSI):
        return True
    return name.startswith("{") and type_.foreign is not None and not name.startswith(f"{{{type_.foreign}}}")

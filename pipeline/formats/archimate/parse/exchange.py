"""Read the Open Group's exchange format, release 3.0 to 3.2, and 2.1 with its other names."""

from typing import Final

from lxml import etree

from pipeline.formats.archimate.parse.draft import Draft, Stated, whole
from pipeline.formats.archimate.parse.reading import (
    Reading,
    local,
    mention,
    namespace,
    parts,
    type_of,
)
from pipeline.formats.archimate.vocabulary import ATTRIBUTE, RESERVED, kind_of
from pipeline.formats.shared.wording import shown
from pipeline.ir.architecture import ELEMENTS, JUNCTIONS, RELATIONSHIPS, Text

_NAMES: Final = {"name", "label"}
_CONTAINERS: Final = {
    "elements": "element",
    "relationships": "relationship",
    "organizations": "item",
    "organization": "item",
    "propertyDefinitions": "propertyDefinition",
    "propertydefs": "propertydef",
    "viewpoints": "viewpoint",
    "diagrams": "view",
}
_COLOURS: Final = {"fillColor", "lineColor"}
_NODES: Final = {"group": "Container", "note": "Label", "label": "Label", "model": "Label"}
"""Types of nodes of release 2.1."""
_IDS: Final = {"identifier": None}


class Exchange:
    """A document of the exchange format while it is read."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._namespace = namespace(reading.root)
        self._organizations = 0

    def read(self) -> None:
        """Read the whole document."""
        xml = self._reading.root
        root = self._reading.draft(xml, "model", None, xml.get("identifier"))
        self._reading.attributes(root, _IDS)
        self._parts(xml, root, root)

    def _parts(self, xml: etree._Element, root: Draft, around: Draft) -> None:
        """Read what a model, or a container in it, has inside."""
        expected = _CONTAINERS.get(local(xml))
        for child in parts(xml):
            name = local(child)
            if self._is_foreign(child):
                self._reading.keep(child, around)
            elif name == expected:
                self._part(name, child, root)
            elif name in _CONTAINERS and expected is None:
                self._organizations += name in {"organizations", "organization"}
                self._parts(child, root, around)
            elif name == "views" and xml is self._reading.root:
                self._parts(child, root, around)
            elif name == "view" and local(xml) == "views":  # release 2.1
                self._view(child, root)
            elif name == "metadata":
                self._reading.keep(child, around)
            elif expected is not None or not self._common(child, name, around):
                self._reading.unknown(child, around)

    def _part(self, name: str, xml: etree._Element, root: Draft) -> None:
        match name:
            case "element":
                self._element(xml, root)
            case "relationship":
                self._relationship(xml, root)
            case "item":
                self._item(xml, root, root)
            case "view":
                self._view(xml, root)
            case "viewpoint":
                self._viewpoint(xml, root)
            case _:
                self._definition(xml, root)

    def _is_foreign(self, xml: etree._Element) -> bool:
        return namespace(xml) != self._namespace

    def _common(self, xml: etree._Element, name: str, draft: Draft) -> bool:
        """Read what most elements may have; return false for anything else."""
        if self._is_foreign(xml):
            self._reading.keep(xml, draft)
        elif name in _NAMES:
            draft.names.append(self._reading.text(xml, draft))
        elif name == "documentation":
            draft.documentations.append(self._reading.text(xml, draft))
        elif name == "properties":
            for child in parts(xml):
                if local(child) == "property" and not self._is_foreign(child):
                    self._property(child, draft)
                else:
                    self._reading.unknown(child, draft)
        else:
            return False
        return True

    def _property(self, xml: etree._Element, draft: Draft) -> None:
        definition = xml.get("propertyDefinitionRef") or xml.get("identifierref") or xml.get("identifierRef")
        values = [self._reading.text(child, draft) for child in parts(xml) if local(child) == "value"]
        draft.properties.append(Stated(None, definition or "", tuple(values), xml))
        for child in parts(xml):
            if local(child) != "value":
                self._reading.unknown(child, draft)

    def _concept(self, xml: etree._Element, root: Draft, kinds: frozenset[str], what: str) -> Draft:
        type_ = type_of(xml)
        kind = kind_of(type_)
        draft = self._reading.draft(xml, kind if kind else what, root, xml.get("identifier"))
        if kind not in kinds:
            message = f"{shown(type_)!r} is no type of {what} in ArchiMate; it is kept as it is."
            if not type_:
                message = f"The {what} has no xsi:type, so it is not known what it is."
            self._reading.report("UNKNOWN_TYPE", message, draft)
        for child in parts(xml):
            if not self._common(child, local(child), draft):
                self._reading.unknown(child, draft)
        return draft

    def _element(self, xml: etree._Element, root: Draft) -> None:
        draft = self._concept(xml, root, ELEMENTS | JUNCTIONS, "element")
        self._reading.attributes(draft, _IDS)

    def _relationship(self, xml: etree._Element, root: Draft) -> None:
        draft = self._concept(xml, root, RELATIONSHIPS, "relationship")
        draft.ends = (xml.get("source"), xml.get("target"))
        if draft.kind == "Access":
            draft.attributes["accessType"] = "Access"  # the schema's default
        elif draft.kind == "Association":
            draft.attributes["isDirected"] = "false"
        self._reading.attributes(draft, _IDS | {"source": None, "target": None})
        if draft.kind == "Association" and draft.attributes["isDirected"] in {"1", "0"}:
            draft.attributes["isDirected"] = "true" if draft.attributes["isDirected"] == "1" else "false"

    def _item(self, xml: etree._Element, root: Draft, around: Draft) -> None:
        """Read a folder; an item that only names something belongs to the folder around it."""
        meant = xml.get("identifierRef") or xml.get("identifierref")
        plain = not len(xml) and not xml.get("identifier")
        if meant and plain and around is not root:
            mention(around, "identifierRef", meant, "element")
            return
        draft = self._reading.draft(xml, "folder", around, xml.get("identifier"))
        if around is root and self._organizations > 1:
            draft.attributes["organization"] = str(self._organizations)
        mention(draft, "itemRef", meant, "element")
        self._reading.attributes(draft, _IDS | {"identifierRef": None, "identifierref": None})
        for child in parts(xml):
            if local(child) == "item" and not self._is_foreign(child):
                self._item(child, root, draft)
            elif not self._common(child, local(child), draft):
                self._reading.unknown(child, draft)

    def _definition(self, xml: etree._Element, root: Draft) -> None:
        name = next((child.text or "" for child in parts(xml) if local(child) == "name"), "")
        if name in RESERVED or name.startswith(ATTRIBUTE):
            self._reading.reserved[xml.get("identifier", "")] = name
            return
        draft = self._reading.draft(xml, "propertyDefinition", root, xml.get("identifier"))
        self._reading.attributes(draft, _IDS)
        if "name" in draft.attributes:  # release 2.1
            draft.names.append(Text(text=draft.attributes.pop("name")))
        for child in parts(xml):
            if not self._common(child, local(child), draft):
                self._reading.unknown(child, draft)

    def _viewpoint(self, xml: etree._Element, root: Draft) -> None:
        draft = self._reading.draft(xml, "viewpoint", root, xml.get("identifier"))
        self._reading.attributes(draft, _IDS)
        allowed: dict[str, list[str]] = {}
        for child in parts(xml):
            name = local(child)
            if name in {"allowedElementType", "allowedRelationshipType"} and not len(child):
                allowed.setdefault(name, []).append(child.get("type", ""))
            elif name in {"viewpointPurpose", "viewpointContent"} and not len(child):
                draft.attributes[name] = " ".join((child.text or "").split())
            elif name in {"concern", "modelingNote"}:
                self._reading.keep(child, draft)
            elif not self._common(child, name, draft):
                self._reading.unknown(child, draft)
        draft.attributes |= {f"{name}s": " ".join(types) for name, types in allowed.items()}

    def _view(self, xml: etree._Element, root: Draft) -> None:
        draft = self._reading.draft(xml, "view", root, xml.get("identifier"))
        draft.attributes["type"] = type_of(xml) or "Diagram"
        self._reading.attributes(draft, _IDS | {"viewpointRef": None})
        mention(draft, "viewpointRef", xml.get("viewpointRef"), "viewpoint")
        for child in parts(xml):
            if not self._drawn(child, draft, draft) and not self._common(child, local(child), draft):
                self._reading.unknown(child, draft)

    def _drawn(self, xml: etree._Element, view: Draft, around: Draft) -> bool:
        name = local(xml)
        if self._is_foreign(xml) or name not in {"node", "connection"}:
            return False
        if name == "node":
            self._node(xml, view, around)
        else:
            self._connection(xml, view)
        return True

    def _node(self, xml: etree._Element, view: Draft, around: Draft) -> None:
        draft = self._reading.draft(xml, "node", around, xml.get("identifier"))
        element = xml.get("elementRef") or xml.get("elementref")
        stated_ = type_of(xml) or _NODES.get(xml.get("type", ""), "")
        draft.attributes["type"] = stated_ or ("Element" if element else "Container")
        place = dict.fromkeys(("x", "y", "w", "h"))
        known = _IDS | place | {"elementRef": None, "elementref": None, "conceptRef": None, "type": None}
        self._reading.attributes(draft, known)
        mention(draft, "elementRef", element, "element")
        mention(draft, "conceptRef", xml.get("conceptRef"), "element")
        numbers = [whole(xml.get(each)) for each in place]
        if all(number is not None for number in numbers):
            draft.bounds = (numbers[0] or 0, numbers[1] or 0, numbers[2] or 0, numbers[3] or 0)
        else:
            draft.style |= {each: str(value) for each in place if (value := xml.get(each)) is not None}
        for child in parts(xml):
            if not self._drawn(child, view, draft):
                self._look(child, draft)

    def _connection(self, xml: etree._Element, view: Draft) -> None:
        draft = self._reading.draft(xml, "connection", view, xml.get("identifier"))
        relationship = xml.get("relationshipRef") or xml.get("relationshipref")
        draft.attributes["type"] = type_of(xml) or ("Relationship" if relationship else "Line")
        known = {"source": None, "target": None, "relationshipRef": None, "relationshipref": None}
        self._reading.attributes(draft, _IDS | known)
        mention(draft, "relationshipRef", relationship, "relationship")
        if xml.get("source") or xml.get("target"):
            draft.ends = (xml.get("source"), xml.get("target"))
        for child in parts(xml):
            name = local(child)
            if name in {"bendpoint", "sourceAttachment", "targetAttachment"}:
                point = (whole(child.get("x")) or 0, whole(child.get("y")) or 0)
                if name == "bendpoint":
                    draft.points.append(point)
                elif name == "sourceAttachment":
                    draft.attached = (point, draft.attached[1])
                else:
                    draft.attached = (draft.attached[0], point)
                self._reading.leaf(child, draft)
            else:
                self._look(child, draft)

    def _look(self, xml: etree._Element, draft: Draft) -> None:
        """Read what nodes and connections may have beside each other."""
        name = local(xml)
        if name == "viewRef" and not self._is_foreign(xml):
            mention(draft, "viewRef", xml.get("ref"), "view")
            self._reading.leaf(xml, draft)
        elif name == "style" and not self._is_foreign(xml):
            self._style(xml, draft)
        elif not self._common(xml, name, draft):
            self._reading.unknown(xml, draft)

    def _style(self, xml: etree._Element, draft: Draft) -> None:
        if "lineWidth" in xml.attrib:
            draft.style["lineWidth"] = str(xml.get("lineWidth"))
        for child in parts(xml):
            name = local(child)
            if name in _COLOURS:
                draft.style[name] = _colour(child)
                self._reading.leaf(child, draft)
            elif name == "font":
                draft.style |= {f"font{str(key).capitalize()}": str(value) for key, value in child.items()}
                for inner in parts(child):
                    if local(inner) == "color" and not self._is_foreign(inner):
                        draft.style["fontColor"] = _colour(inner)
                        self._reading.leaf(inner, draft)
                    else:
                        self._reading.unknown(inner, draft)
            else:
                self._reading.unknown(child, draft)


def _colour(xml: etree._Element) -> str:
    """Write a colour as `#rrggbb`, with its opacity where one is stated; as it is where it cannot be one."""
    numbers = [whole(xml.get(name)) for name in "rgb"]
    if any(number is None or not 0 <= number <= 255 for number in numbers):
        return " ".join(f"{key!s}={value!s}" for key, value in xml.items())
    opacity = xml.get("a")
    return "#" + "".join(f"{number:02x}" for number in numbers) + (f"/{opacity}" if opacity is not None else "")

"""Read files of Archi, from its first releases to 5: concepts in folders, connections inside their sources."""

from typing import Final

from lxml import etree

from pipeline.formats.archimate.parse.draft import Draft, Stated, whole
from pipeline.formats.archimate.parse.reading import Reading, local, mention, parts, type_of
from pipeline.formats.archimate.parse.repository import POINTERS
from pipeline.formats.archimate.vocabulary import ACCESS, kind_of, viewpoint
from pipeline.formats.shared.wording import shown
from pipeline.ir.architecture import ELEMENTS, JUNCTIONS, RELATIONSHIPS, Text

_VIEWS: Final = {"ArchimateDiagramModel": "Diagram", "DiagramModel": "Diagram", "SketchModel": "Sketch",
                 "CanvasModel": "Canvas"}  # fmt: skip
_NODES: Final = {"DiagramObject": "Element", "Group": "Container", "Note": "Label", "DiagramModelReference": "Label"}
"""Renamed types; others keep their names: `SketchModelSticky`, `CanvasModelBlock`, `DiagramModelImage`."""
_SIZE: Final = (120, 55)
"""Size of nodes that state none, or -1."""
_COLOURS: Final = {"fillColor": "fillColor", "lineColor": "lineColor", "fontColor": "fontColor"}
_STYLE: Final = frozenset(
    {
        *_COLOURS, "font", "alpha", "lineWidth", "textAlignment", "textPosition", "type", "imagePath", "imagePosition",
        "borderColor", "borderType", "lineStyle", "imageSource", "gradient", "iconVisible", "nameVisible",
        "lineAlpha", "deriveLineColor",
    }
)  # fmt: skip
_IDS: Final = {"id": None}
_CONNECTION: Final = {
    "id": None, "source": None, "target": None, "archimateRelationship": None, "relationship": None, "name": None,
    "targetConnections": None, **dict.fromkeys(_STYLE),
}  # fmt: skip
_NODE: Final = {
    "id": None, "name": None, "archimateElement": None, "model": None, "targetConnections": None, "content": None,
    **dict.fromkeys(_STYLE),
}  # fmt: skip


class Native:
    """A file of Archi while it is read."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def read(self) -> None:
        """Read the whole document."""
        xml = self._reading.root
        root = self._draft(xml, "model", None)
        self._reading.attributes(root, _IDS | {"name": None, "version": "archiVersion"})
        for child in parts(xml):
            match local(child):
                case "folder":
                    self._folder(child, root, root)
                case "profile":
                    self._profile(child, root)
                case "element":  # of a repository, one whose folder is not stated
                    self._element(child, root)
                case "metadata":
                    self._reading.keep(child, root)
                case name:
                    if not self._common(child, name, root):
                        self._reading.unknown(child, root)

    def _draft(self, xml: etree._Element, kind: str, parent: Draft | None) -> Draft:
        draft = self._reading.draft(xml, kind, parent, xml.get("id"))
        if (name := xml.get("name")) is not None:
            draft.names.append(Text.lean(text=name, language=""))
        return draft

    def _common(self, xml: etree._Element, name: str, draft: Draft) -> bool:
        """Read what most elements may have; return false for anything else."""
        if name in {"documentation", "purpose"}:
            draft.documentations.append(self._reading.text(xml, draft))
        elif name == "property":
            self._reading.leaf(xml, draft)
            value = Text.lean(text=xml.get("value", ""), language="")
            draft.properties.append(Stated(xml.get("key", ""), None, (value,), xml))
        elif name == "feature":
            self._reading.leaf(xml, draft)
            draft.attributes[f"feature:{xml.get('name', '')}"] = xml.get("value", "")
        elif name in POINTERS and xml.get("href") is not None:
            self._reading.leaf(xml, draft)  # the attribute of its owner says the same
        else:
            return False
        return True

    def _profile(self, xml: etree._Element, root: Draft) -> None:
        draft = self._draft(xml, "profile", root)
        self._reading.attributes(draft, _IDS | {"name": None})
        if "conceptType" in draft.attributes:
            draft.attributes["conceptType"] = kind_of(draft.attributes["conceptType"])
        for child in parts(xml):
            if not self._common(child, local(child), draft):
                self._reading.unknown(child, draft)

    def _folder(self, xml: etree._Element, root: Draft, around: Draft) -> None:
        draft = self._draft(xml, "folder", around)
        self._reading.attributes(draft, _IDS | {"name": None})
        for child in parts(xml):
            match local(child):
                case "folder":
                    self._folder(child, root, draft)
                case "element":
                    mention(draft, "identifierRef", child.get("id"), "element")
                    self._element(child, root)
                case name:
                    if not self._common(child, name, draft):
                        self._reading.unknown(child, draft)

    def _element(self, xml: etree._Element, root: Draft) -> None:
        type_ = type_of(xml)
        if type_ in _VIEWS:
            self._view(xml, root, _VIEWS[type_])
            return
        kind = kind_of(type_)
        if kind == "AndJunction" and (type_ == "OrJunction" or xml.get("type") == "or"):
            kind = "OrJunction"
        connects = kind in RELATIONSHIPS or "source" in xml.attrib or "target" in xml.attrib
        draft = self._draft(xml, kind or "element", root)
        if kind not in ELEMENTS | JUNCTIONS | RELATIONSHIPS:
            message = f"{shown(type_)!r} is no type of ArchiMate; it is kept as it is."
            if not type_:
                message = "The element has no xsi:type, so it is not known what it is."
            self._reading.report("UNKNOWN_TYPE", message, draft)
        known: dict[str, str | None] = {"id": None, "name": None, "profiles": None}
        if connects:
            draft.ends = (xml.get("source"), xml.get("target"))
            known |= {"source": None, "target": None}
        if kind in JUNCTIONS:
            known["type"] = None
        known |= {"strength": "modifier"} if kind == "Influence" else {}
        known |= {"directed": "isDirected"} if kind == "Association" else {}
        if kind == "Access":
            draft.attributes["accessType"] = "Write"  # Archi writes no more than what differs from it
        elif kind == "Association":
            draft.attributes["isDirected"] = "false"
        self._reading.attributes(draft, known)
        if kind == "Access":
            said = draft.attributes["accessType"]
            draft.attributes["accessType"] = ACCESS.get(said, said)
        for profile in (xml.get("profiles") or "").split():
            mention(draft, "profile", profile, "profile")
        for child in parts(xml):
            if not self._common(child, local(child), draft):
                self._reading.unknown(child, draft)

    def _view(self, xml: etree._Element, root: Draft, type_: str) -> None:
        draft = self._draft(xml, "view", root)
        draft.attributes["type"] = type_
        self._reading.attributes(draft, _IDS | {"name": None})
        if "viewpoint" in draft.attributes:
            draft.attributes["viewpoint"] = viewpoint(draft.attributes["viewpoint"])
        for child in parts(xml):
            if local(child) == "child":
                self._node(child, draft, draft, (0, 0))
            elif not self._common(child, local(child), draft):
                self._reading.unknown(child, draft)

    def _node(self, xml: etree._Element, view: Draft, around: Draft, corner: tuple[int, int]) -> None:
        draft = self._draft(xml, "node", around)
        type_ = type_of(xml)
        draft.attributes["type"] = _NODES.get(type_, type_ or "Container")
        self._reading.attributes(draft, _NODE)
        self._style(xml, draft)
        mention(draft, "elementRef", xml.get("archimateElement"), "element")
        mention(draft, "viewRef", xml.get("model"), "view")
        bounds = next((child for child in parts(xml) if local(child) == "bounds"), None)
        x, y, w, h = _bounds(bounds)
        draft.bounds = (corner[0] + x, corner[1] + y, w, h)
        for child in parts(xml):
            match local(child):
                case "bounds":
                    self._reading.leaf(child, draft)
                case "child":
                    self._node(child, view, draft, draft.bounds[:2])
                case "sourceConnection":
                    self._connection(child, view)
                case "content" | "notes":
                    self._content(child, draft)
                case name:
                    if not self._common(child, name, draft):
                        self._reading.unknown(child, draft)

    def _content(self, xml: etree._Element, draft: Draft) -> None:
        """Read the text of a note, which is its label."""
        words = self._reading.text(xml, draft)
        (draft.documentations if any(name.text for name in draft.names) else draft.names).append(words)

    def _connection(self, xml: etree._Element, view: Draft) -> None:
        draft = self._draft(xml, "connection", view)
        relationship = xml.get("archimateRelationship") or xml.get("relationship")
        draft.attributes["type"] = "Relationship" if relationship else "Line"
        self._reading.attributes(draft, _CONNECTION)
        self._style(xml, draft)
        mention(draft, "relationshipRef", relationship, "relationship")
        draft.ends = (xml.get("source"), xml.get("target"))
        for child in parts(xml):
            match local(child):
                case "bendpoint":
                    numbers = [whole(child.get(key)) or 0 for key in ("startX", "startY", "endX", "endY")]
                    draft.relative.append((numbers[0], numbers[1], numbers[2], numbers[3]))
                    self._reading.leaf(child, draft)
                case "sourceConnection":
                    self._connection(child, view)
                case name:
                    if not self._common(child, name, draft):
                        self._reading.unknown(child, draft)

    def _style(self, xml: etree._Element, draft: Draft) -> None:
        for key in _STYLE:
            if (value := xml.get(key)) is not None:
                draft.style[key] = value
        opacity = whole(draft.style.pop("alpha", None))
        if opacity is not None and "fillColor" in draft.style:
            draft.style["fillColor"] += f"/{round(min(max(opacity, 0), 255) / 2.55)}"
        elif opacity is not None:
            draft.style["alpha"] = str(opacity)
        font = draft.style.get("font", "").split("|")
        if len(font) > 3:
            bits = whole(font[3]) or 0
            named = [name for bit, name in ((1, "bold"), (2, "italic")) if bits & bit]
            del draft.style["font"]
            draft.style |= {"fontName": font[1], "fontSize": font[2].removesuffix(".0")}
            draft.style |= {"fontStyle": " ".join(named)} if named else {}


def _bounds(xml: etree._Element | None) -> tuple[int, int, int, int]:
    if xml is None:
        return (0, 0, *_SIZE)
    width, height = (whole(xml.get(key)) or -1 for key in ("width", "height"))
    size = (width if width > 0 else _SIZE[0], height if height > 0 else _SIZE[1])
    return (whole(xml.get("x")) or 0, whole(xml.get("y")) or 0, *size)

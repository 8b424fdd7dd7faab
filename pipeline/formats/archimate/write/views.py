"""Write viewpoints, and views with their nodes and connections."""

import re
from collections.abc import Iterator
from typing import Final

from pipeline.formats.archimate.model import ArchimateElement, Drawing
from pipeline.formats.archimate.write.page import Page

_SIZE: Final = (0, 0, 120, 55)
_COLOUR: Final = re.compile(r"#([0-9a-fA-F]{2})([0-9a-fA-F]{2})([0-9a-fA-F]{2})(?:/(100|\d{1,2}))?")
_STYLES: Final = frozenset({"plain", "bold", "italic", "underline"})
_POINTS: Final = re.compile(r"[1-9][0-9]*(\.0|\.5)?")
_LISTS: Final = (("allowedElementTypes", "allowedElementType"), ("allowedRelationshipTypes", "allowedRelationshipType"))
_LOOKS: Final = frozenset(
    {"fillColor", "lineColor", "fontColor", "fontName", "fontSize", "fontStyle", "lineWidth", "x", "y", "w", "h"}
)


def viewpoint(page: Page, element: ArchimateElement) -> None:
    """Write a viewpoint that the document defines."""
    kept = page.kept(element)
    page.lines.open("viewpoint", {"identifier": page.ids[element.id]})
    page.texts(element, "name", always=True)
    for xml in kept.foreign:
        page.lines.verbatim(xml)
    page.properties(element)
    _verbatim(page, kept.known, "concern")
    for name in ("viewpointPurpose", "viewpointContent"):
        if name in element.attributes:
            page.lines.text(name, element.attributes[name])
    for name, tag in _LISTS:
        for type_ in element.attributes.get(name, "").split():
            page.lines.empty(tag, {"type": type_})
    _verbatim(page, kept.known, "modelingNote")
    page.lines.close("viewpoint")


def _verbatim(page: Page, known: tuple[tuple[str, str], ...], name: str) -> None:
    for each, xml in known:
        if each == name:
            page.lines.verbatim(xml)


def written_view(page: Page, view: ArchimateElement) -> None:
    """Write a view with all it shows."""
    kept = page.kept(view)
    viewpoints = [each.element for each in view.references if each.role == "viewpointRef" and each.element]
    page.lines.open(
        "view",
        {
            "identifier": page.ids[view.id],
            "xsi:type": "Diagram",
            "viewpoint": view.attributes.get("viewpoint"),
            "viewpointRef": page.ids[viewpoints[0]] if viewpoints else None,
        },
    )
    page.texts(view, "name", always=True)
    for xml in kept.foreign:
        page.lines.verbatim(xml)
    page.properties(view)
    _View(page, view).write()
    page.lines.close("view")


class _View:
    """One view while it is written."""

    def __init__(self, page: Page, view: ArchimateElement) -> None:
        self._page = page
        self._view = view
        self._inside = list(self._below(view.id))
        drawn = [each.drawing for each in self._inside if each.drawing is not None]
        corners = [each.bounds[:2] for each in drawn if each.bounds] + [
            point for each in drawn for point in each.points
        ]
        # no coordinate may be negative, so all of the view is moved
        self._moved = tuple(-min([0, *(corner[axis] for corner in corners)]) for axis in (0, 1))

    def write(self) -> None:
        """Write the nodes, then the connections whose two ends are written."""
        for node in self._nodes(self._view.id):
            self._node(node)
        known = {each.id for each in self._inside}
        waiting = [each for each in self._inside if each.kind == "connection"]
        lost = [each for each in waiting if not {each.source, each.target} <= known]
        while lost:  # what ends at a connection that is left out is left out too
            known -= {each.id for each in lost}
            waiting = [each for each in waiting if each.id in known]
            for each in lost:
                self._page.lose("connections without one of their ends", each)
            lost = [each for each in waiting if not {each.source, each.target} <= known]
        for connection in waiting:
            self._connection(connection)

    def _below(self, id_: str) -> Iterator[ArchimateElement]:
        for each in self._page.model.children.get(id_, ()):
            yield each
            yield from self._below(each.id)

    def _nodes(self, id_: str) -> list[ArchimateElement]:
        return [each for each in self._page.model.children.get(id_, ()) if each.kind == "node"]

    def _node(self, node: ArchimateElement) -> None:
        page, inside = self._page, self._nodes(node.id)
        roles = {each.role: each.element for each in node.references}
        element, concept = roles.get("elementRef"), roles.get("conceptRef")
        type_ = "Element" if element in page.written else "Container"
        if type_ == "Container" and not inside and node.attributes.get("type") not in {"Container", "Element"}:
            type_ = "Label"
        if type_ != node.attributes.get("type"):
            page.lose(f"type {node.attributes.get('type')} of nodes", node)
        x, y, w, h = (node.drawing.bounds if node.drawing else None) or _SIZE
        page.lines.open(
            "node",
            {
                "identifier": page.ids[node.id],
                "xsi:type": type_,
                "elementRef": page.ids[element or ""] if type_ == "Element" else None,
                "conceptRef": page.ids[concept] if type_ == "Label" and concept in page.written and concept else None,
                "xpathPart": node.attributes.get("xpathPart") if type_ == "Label" else None,
                "x": str(x + self._moved[0]),
                "y": str(y + self._moved[1]),
                "w": str(max(w, 1)),
                "h": str(max(h, 1)),
            },
        )
        self._shared(node, {"type", "xpathPart"})
        for each in inside:
            self._node(each)
        page.lines.close("node")

    def _connection(self, connection: ArchimateElement) -> None:
        page = self._page
        shown = {each.role: each.element for each in connection.references}.get("relationshipRef")
        known = shown in page.written
        stated = connection.attributes.get("type", "")
        type_ = ("NestingRelationship" if stated == "NestingRelationship" else "Relationship") if known else "Line"
        if type_ != stated:
            page.lose(f"type {stated} of connections", connection)
        page.lines.open(
            "connection",
            {
                "identifier": page.ids[connection.id],
                "xsi:type": type_,
                "relationshipRef": page.ids[shown or ""] if known else None,
                "source": page.ids[connection.source or ""],
                "target": page.ids[connection.target or ""],
            },
        )
        self._shared(connection, {"type"})
        drawing = connection.drawing or Drawing()
        self._point("sourceAttachment", drawing.ends[0])
        for point in drawing.points:
            self._point("bendpoint", point)
        self._point("targetAttachment", drawing.ends[1])
        page.lines.close("connection")

    def _point(self, tag: str, point: tuple[int, int] | None) -> None:
        if point is not None:
            x, y = (max(value + moved, 0) for value, moved in zip(point, self._moved, strict=True))
            self._page.lines.empty(tag, {"x": str(x), "y": str(y)})

    def _shared(self, element: ArchimateElement, placed: set[str]) -> None:
        """Write what nodes and connections both have, and note what has no place in them."""
        page = self._page
        page.texts(element, "label")
        self._style(element)
        for each in element.references:
            if each.role == "viewRef" and each.element is not None:
                page.lines.empty("viewRef", {"ref": page.ids[each.element]})
        kept = page.kept(element)
        for _ in kept.foreign:
            page.lose("parts of other namespaces in views", element)
        for name in element.attributes.keys() - placed:
            page.lose(f"{name} of {element.kind}s", element)
        for _ in element.properties:
            page.lose(f"properties of {element.kind}s", element)

    def _style(self, element: ArchimateElement) -> None:
        look = element.drawing.style if element.drawing else {}
        lines = self._page.lines
        for name in look.keys() - _LOOKS:
            self._page.lose(f"look {name}", element)
        width = look.get("lineWidth", "")
        if not look.keys() & (_LOOKS - {"x", "y", "w", "h"}):
            return
        lines.open("style", {"lineWidth": width if re.fullmatch(r"[1-9]\d{0,3}", width) else None})
        for name in ("lineColor", "fillColor"):
            if colour := _colour(look.get(name)):
                lines.empty(name, colour)
        if look.keys() & {"fontName", "fontSize", "fontStyle", "fontColor"}:
            size, style = look.get("fontSize", ""), look.get("fontStyle", "").split()
            lines.open(
                "font",
                {
                    "name": look.get("fontName"),
                    "size": size if _POINTS.fullmatch(size) else None,
                    "style": " ".join(each for each in style if each in _STYLES) or None,
                },
            )
            if colour := _colour(look.get("fontColor")):
                lines.empty("color", colour)
            lines.close("font")
        lines.close("style")


def _colour(stated: str | None) -> dict[str, str | None] | None:
    found = _COLOUR.fullmatch(stated or "")
    if found is None:
        return None
    red, green, blue = (str(int(found[number], 16)) for number in (1, 2, 3))
    return {"r": red, "g": green, "b": blue, "a": found[4]}

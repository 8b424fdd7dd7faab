"""Writes a model in the exchange format: what is read again is the same model, and valid by the Open Group's schema."""

from collections.abc import Callable, Iterable
from typing import Final

from pipeline.formats.archimate.model import ArchimateElement, ArchimateModel
from pipeline.formats.archimate.vocabulary import KINDS
from pipeline.formats.archimate.write.definitions import type_of
from pipeline.formats.archimate.write.markup import Lines
from pipeline.formats.archimate.write.page import OWN, Page
from pipeline.formats.archimate.write.views import viewpoint, written_view
from pipeline.ir.architecture import ELEMENTS, JUNCTIONS

_MAIN: Final = "http://www.opengroup.org/xsd/archimate/3.0/"
_SCHEMA: Final = f"{_MAIN} http://www.opengroup.org/xsd/archimate/3.1/archimate3_Diagram.xsd"
_VALUES: Final = {
    "accessType": ("Access", {"Access", "Read", "Write", "ReadWrite"}),
    "isDirected": ("false", {"true", "false"}),
}
"""Allowed values of attributes, and the value that is written instead of others."""


def write(model: ArchimateModel) -> bytes:
    """Return the document. What it cannot say stands in a comment at its beginning."""
    page, root = Page(model), model.elements[0]
    kept = page.kept(root)
    page.lines.open(
        "model",
        {
            "xmlns": _MAIN,
            "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
            "xsi:schemaLocation": _SCHEMA,
            "identifier": page.ids[root.id],
            "version": root.attributes.get("version"),
        },
    )
    page.texts(root, "name", always=True)
    for xml in kept.foreign:
        page.lines.verbatim(xml)
    page.properties(root, [_profile(page, each) for each in model.of_kind("profile")])
    for name, xml in kept.known:
        if name == "metadata":
            page.lines.verbatim(xml)
    concepts = [each for each in model.elements if each.kind in ELEMENTS or each.kind in JUNCTIONS]
    _container(page, "elements", concepts, _element)
    _container(page, "relationships", page.relationships, _relationship)
    _organizations(page)
    _views_and_definitions(page)
    page.lines.close("model")
    for each in model.elements:
        if each.kind not in KINDS:
            page.lose(f"of the unknown type {each.kind}", each)
    return _commented(page)


def _profile(page: Page, profile: ArchimateElement) -> str:
    """Return what the property of the model says that states a profile."""
    id_ = page.ids[profile.id] if profile.source_id else ""
    return f"{id_} {profile.attributes.get('conceptType', '')} {profile.name}"


def _commented(page: Page) -> bytes:
    if not (told := page.losses.told()):
        return page.lines.content()
    head = Lines()
    head.comment(told)
    return head.content() + page.lines.content().partition(b"\n")[2]


def _container(
    page: Page, tag: str, elements: Iterable[ArchimateElement], one: Callable[[Page, ArchimateElement], None]
) -> None:
    if every := list(elements):
        page.lines.open(tag)
        for element in every:
            one(page, element)
        page.lines.close(tag)


def _element(page: Page, element: ArchimateElement) -> None:
    _concept(page, "element", element, {"identifier": page.ids[element.id], "xsi:type": element.kind})


def _relationship(page: Page, element: ArchimateElement) -> None:
    attributes: dict[str, str | None] = {
        "identifier": page.ids[element.id],
        "source": page.ids[element.source or ""],
        "target": page.ids[element.target or ""],
        "xsi:type": element.kind,
    }
    if (name := OWN.get(element.kind)) is not None:
        said = element.attributes.get(name)
        default, values = _VALUES.get(name, (said, {said}))
        if said not in values:
            page.lose(f"unknown values of {name}", element)
        attributes[name] = said if said in values else default
    _concept(page, "relationship", element, attributes)


def _concept(page: Page, tag: str, element: ArchimateElement, attributes: dict[str, str | None]) -> None:
    kept = page.kept(element)
    page.lines.open(tag, attributes)
    page.texts(element, "name", always=element.kind in ELEMENTS)
    for xml in kept.foreign:
        page.lines.verbatim(xml)
    page.properties(element)
    page.lines.close(tag)


def _organizations(page: Page) -> None:
    folders = [each for each in page.model.children.get(page.model.elements[0].id, ()) if each.kind == "folder"]
    groups: dict[str, list[ArchimateElement]] = {}
    for folder in folders:
        groups.setdefault(folder.attributes.get("organization", "1"), []).append(folder)
    for group in groups.values():
        _container(page, "organizations", group, _folder)


def _folder(page: Page, folder: ArchimateElement) -> None:
    meant = [each.element for each in folder.references if each.role == "itemRef"]
    page.lines.open(
        "item",
        {
            "identifier": page.ids[folder.id] if folder.source_id else None,
            "identifierRef": _shelved(page, meant[0], folder) if meant else None,
        },
    )
    page.texts(folder, "label")
    for each in page.model.children.get(folder.id, ()):
        _folder(page, each)
    for reference in folder.references:
        if reference.role == "identifierRef" and (id_ := _shelved(page, reference.element, folder)):
            page.lines.empty("item", {"identifierRef": id_})
    for xml in page.kept(folder).foreign:
        page.lines.verbatim(xml)
    for _ in folder.properties:
        page.lose("properties of folders", folder)
    for name in folder.attributes.keys() - {"organization"}:
        page.lose(f"{name} of folders", folder)
    page.lines.close("item")


def _shelved(page: Page, id_: str | None, folder: ArchimateElement) -> str | None:
    """Return the identifier of what a folder holds; None for what is not written."""
    meant = page.model.by_id.get(id_ or "")
    if meant is not None and (meant.id in page.written or meant.kind in {"view", "viewpoint", "propertyDefinition"}):
        return page.ids[meant.id]
    page.lose("entries of folders that name nothing", folder)
    return None


def _definitions(page: Page) -> None:
    """Write the definitions that the model has, and those that were made for other properties."""
    stated, extra = page.definitions.stated, page.definitions.extra
    if stated or extra:
        page.lines.open("propertyDefinitions")
        for each in stated:
            page.lines.open("propertyDefinition", {"identifier": page.ids[each.id], "type": type_of(each)})
            page.texts(each, "name", always=True)
            page.lines.close("propertyDefinition")
        for key, id_ in extra.items():
            page.lines.open("propertyDefinition", {"identifier": id_, "type": "string"})
            page.lines.text("name", key)
            page.lines.close("propertyDefinition")
        page.lines.close("propertyDefinitions")


def _views_and_definitions(page: Page) -> None:
    """Write the views apart, since the definitions that their properties need stand before them."""
    before, page.lines = page.lines, Lines()
    viewpoints, views = page.model.of_kind("viewpoint"), page.model.of_kind("view")
    if viewpoints or views:
        page.lines.open("views")
        _container(page, "viewpoints", viewpoints, viewpoint)
        _container(page, "diagrams", views, written_view)
        page.lines.close("views")
    apart, page.lines = page.lines, before
    _definitions(page)
    page.lines.add(apart)

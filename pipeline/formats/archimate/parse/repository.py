"""Put the files of a coArchi repository, one for each concept and folder, together as one file of Archi."""

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Final, NamedTuple

from lxml import etree

from pipeline.formats.archimate.parse.reading import XSI, local, namespace
from pipeline.formats.shared.archives import UNREADABLE, is_zip
from pipeline.formats.shared.wording import shown
from pipeline.formats.shared.xml import MAX_BYTES, MAX_ELEMENTS, Scope, Tree, read
from pipeline.ir.document import Problem
from pipeline.ir.encoding import decode

FOLDER: Final = "folder.xml"
"""File that states a folder, or the model itself."""
_ROOT: Final = re.compile(r"<[\w.-]{1,100}:(model|ArchimateModel)\s[^>]*www\.(archimatetool\.com|bolton\.ac\.uk)", re.S)
_MOST_FILES: Final = 250_000
_TYPE: Final = f"{{{XSI}}}type"
_TAGS: Final = {
    "children": "child",
    "sourceConnections": "sourceConnection",
    "bendpoints": "bendpoint",
    "properties": "property",
    "features": "feature",
    "profiles": "profile",
}
"""Names of elements, and what a file of Archi calls them."""
_TYPES: Final = {
    "DiagramModelArchimateObject": "DiagramObject",
    "DiagramModelArchimateConnection": "Connection",
    "DiagramModelGroup": "Group",
    "DiagramModelNote": "Note",
}
POINTERS: Final = {
    "source": "source",
    "target": "target",
    "archimateElement": "archimateElement",
    "archimateRelationship": "archimateRelationship",
    "referencedModel": "model",
    "profiles": "profiles",
}
"""Elements that point to another file, and the attributes that a file of Archi has instead."""
_TEXTS: Final = ("documentation", "purpose", "content", "notes")
"""Attributes that are elements in a file of Archi."""


class Assembled(NamedTuple):
    """The files as one document, and where each begins."""

    tree: Tree
    places: Mapping[etree._Element, str]
    """Paths of files by the element that they hold."""
    others: tuple[str, ...]
    """Files that are no XML."""
    size: int


def gathers(begins: bytes) -> bool:
    """Return true for a `folder.xml` that holds the model itself."""
    text = decode(begins)
    return _ROOT.search(text if isinstance(text, str) else begins.decode("utf-8", "ignore"), 0, 10_000) is not None


def is_repository(content: bytes) -> bool:
    """Return true for an archive with `folder.xml`, by its beginning and end."""
    return is_zip(content) and (FOLDER.encode() in content[:100_000] or FOLDER.encode() in content[-100_000:])


def assembled(content: bytes) -> Assembled | Problem | None:
    """Return the document that the files of an archive are; None if it is no repository."""
    if not is_repository(content):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if FOLDER not in archive.namelist():
                return None
            return _Assembling(archive).whole()
    except UNREADABLE as error:
        message = f"The archive cannot be read: {shown(str(error)) or type(error).__name__}."
        return Problem(code="BAD_ARCHIVE", message=message, line=1, column=1, path=FOLDER)


class _Assembling:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._lines: dict[etree._Element, int] = {}
        self._places: dict[etree._Element, str] = {}
        self._folders: dict[str, etree._Element] = {}
        self._size = 0

    def whole(self) -> Assembled | Problem:
        names = sorted(name for name in self._archive.namelist() if not name.endswith("/"))
        if len(names) > _MOST_FILES:
            return _problem("TOO_LARGE", f"The repository has over {_MOST_FILES:,} files.", FOLDER)
        files = [name for name in names if name.endswith(".xml")]
        # folders first, each before those in it, so that everything finds its own
        for name in (*sorted(filter(_is_folder, files), key=len), *(each for each in files if not _is_folder(each))):
            if (wrong := self._add(name)) is not None:
                return wrong
        root = self._folders[""]
        lines = [self._lines[each] for each in root.iter("*")]
        others = tuple(name for name in names if not name.endswith(".xml"))
        return Assembled(Tree(root, lines, [Scope({})] * len(lines)), self._places, others, self._size)

    def _add(self, name: str) -> Problem | None:
        with self._archive.open(name) as file:
            content = file.read(MAX_BYTES + 1)
        self._size += len(content)
        if self._size > MAX_BYTES:
            return _problem("TOO_LARGE", f"The files have more than {MAX_BYTES:,} bytes.", name)
        tree = read(content)
        if isinstance(tree, Problem):
            return tree.model_copy(update={"path": name, "message": f"{tree.message} (in {shown(name)})"})
        if len(self._lines) + len(tree.lines) > MAX_ELEMENTS:
            return _problem("TOO_LARGE", f"The files have more than {MAX_ELEMENTS:,} elements.", name)
        self._lines |= zip(tree.root.iter("*"), tree.lines, strict=True)
        self._take(name, tree.root)
        return None

    def _take(self, name: str, xml: etree._Element) -> None:
        """Put what a file holds where a file of Archi has it."""
        place, kind = name.rpartition("/")[0], local(xml)
        for each in [*xml.iter("*")]:
            self._rename(each)
        self._places[xml] = name
        if _is_folder(name):
            self._folders[place] = xml
            if not place:
                xml.tag = f"{{{namespace(xml)}}}model" if namespace(xml) else "model"
                return
            xml.tag = "folder"
            self._around(place.rpartition("/")[0]).append(xml)
        else:
            xml.tag = "element"
            xml.set(_TYPE, f"archimate:{kind}")
            self._around(place).append(xml)

    def _around(self, place: str) -> etree._Element:
        """Return the nearest folder that is stated."""
        while place not in self._folders:
            place = place.rpartition("/")[0]
        return self._folders[place]

    def _rename(self, xml: etree._Element) -> None:
        name = local(xml)
        if (href := xml.get("href")) is not None and name in POINTERS:
            owner = xml.getparent()
            if owner is not None:
                before = owner.get(POINTERS[name]) if name == "profiles" else None
                meant = href.rpartition("#")[2]
                owner.set(POINTERS[name], f"{before} {meant}" if before else meant)
            return
        xml.tag = _TAGS.get(name, xml.tag)
        said = xml.get(_TYPE)
        if said is not None:
            prefix, _, type_ = said.rpartition(":")
            xml.set(_TYPE, f"{prefix}:{_TYPES.get(type_, type_)}")
        for text in _TEXTS:
            if (words := xml.get(text)) is not None:
                del xml.attrib[text]
                self._say(xml, text, words)

    def _say(self, xml: etree._Element, name: str, words: str) -> None:
        made = etree.SubElement(xml, name)
        made.text = words
        self._lines[made] = self._lines[xml]


def _is_folder(name: str) -> bool:
    return name.rpartition("/")[2] == FOLDER


def _problem(code: str, message: str, name: str) -> Problem:
    return Problem(code=code, message=message, line=1, column=1, path=name)

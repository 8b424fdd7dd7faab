"""Read a document part by part: what both formats have in common."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from lxml import etree

from pipeline.formats.archimate.parse.draft import Draft, Mention
from pipeline.formats.shared.wording import shown
from pipeline.formats.shared.xml import Tree
from pipeline.ir.architecture import Text
from pipeline.ir.document import Problem
from pipeline.ir.ids import Ids

XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_TEXTS: Final = frozenset(
    {
        "name", "label", "documentation", "value", "purpose", "content", "notes", "viewpointPurpose",
        "viewpointContent",
    }
)  # fmt: skip
_NOWHERE: Final[Mapping[etree._Element, str]] = {}
_GROWTH: Final = 8  # what is kept, to what was sent
_ROOM: Final = 10_000_000


class Reading:
    """A document while it is read, with everything that was found so far."""

    def __init__(self, tree: Tree, size: int, places: Mapping[etree._Element, str] = _NOWHERE) -> None:
        """`places` are the beginnings of paths, of elements that have files of their own."""
        self.root = tree.root
        self.drafts: list[Draft] = []
        self.problems: list[Problem] = []
        self.reserved: dict[str, str] = {}
        """Names of the definitions that our own writer makes, by their ids."""
        self.room = _GROWTH * size + _ROOM
        self._ids = Ids()
        self._by_xml: dict[etree._Element, Draft] = {}
        # holding every element keeps lxml from making a new, unequal proxy for it
        self._places: dict[etree._Element, tuple[int, int]] = {}
        self._kept: set[etree._Element] = set()
        self._paths: dict[etree._Element, str] = {tree.root: f"/{local(tree.root)}"}
        self._paths |= {xml: f"{place}/{local(xml)}" for xml, place in places.items() if xml is not tree.root}
        counts: Counter[tuple[etree._Element | None, str]] = Counter()
        for xml, line in zip(tree.root.iter("*"), tree.lines, strict=True):
            key = (xml.getparent(), local(xml))
            counts[key] += 1
            self._places[xml] = (line, counts[key])

    @property
    def parts(self) -> int:
        """Return the number of XML elements in the document."""
        return len(self._places)

    def draft(self, xml: etree._Element, kind: str, parent: Draft | None, source_id: str | None) -> Draft:
        """Begin an element of the model."""
        named = source_id or None
        id_ = self._ids.named(named) if named else self._ids.nameless(parent.id if parent else "", kind)
        made = Draft(xml, id_, named, kind, parent, self.line(xml), self.path(xml))
        self.room -= len(made.path)
        self.drafts.append(made)
        self._by_xml[xml] = made
        return made

    def line(self, xml: etree._Element) -> int:
        return self._places[xml][0]

    def path(self, xml: etree._Element) -> str:
        """Return the place of an element as a person would write it: `/model/elements[1]/element[2]`."""
        waiting = []
        at: etree._Element | None = xml
        while at is not None and at not in self._paths:
            waiting.append(at)
            at = at.getparent()
        for each in reversed(waiting):
            above = each.getparent()
            before = self._paths[above] if above is not None else ""
            self._paths[each] = f"{before}/{local(each)}[{self._places[each][1]}]"
        return self._paths[xml]

    def keep(self, xml: etree._Element, draft: Draft) -> None:
        """Keep an element verbatim with what it stands in."""
        self._kept.add(xml)
        if self.room > 0:
            text = _alone(xml)
            self.room -= len(text)
            draft.kept.append(text)

    def unknown(self, xml: etree._Element, draft: Draft) -> None:
        """Keep what the format does not know there, and report it."""
        self.keep(xml, draft)
        message = f"{shown(local(xml))} is nothing that belongs into {shown(local(xml.getparent()))}; it is only kept."
        self.report("UNKNOWN_PART", message, draft, self.line(xml))

    def leaf(self, xml: etree._Element, draft: Draft) -> None:
        """Report what is inside of an element that has no content."""
        for child in parts(xml):
            self.unknown(child, draft)

    def text(self, xml: etree._Element, draft: Draft) -> Text:
        """Return the text of an element with its language; markup has no business in it."""
        self.leaf(xml, draft)
        return Text.lean(text=_said(xml), language=str(xml.get(_LANG, "")))

    def report(self, code: str, message: str, draft: Draft, line: int | None = None) -> None:
        self.problems.append(Problem(code=code, message=message, line=line or draft.line, path=draft.id))

    def attributes(self, draft: Draft, known: Mapping[str, str | None]) -> None:
        """Take the attributes of an element: those that are known under their name of today, if they have one."""
        for key, value in draft.xml.items():
            name, said = str(key), str(value)
            if name.startswith("{"):
                uri, _, plain = name[1:].partition("}")
                if uri != XSI:
                    draft.foreign.setdefault(uri, {})[plain] = said
            elif name not in known:
                draft.attributes[name] = said
            elif (new := known[name]) is not None:
                draft.attributes[new] = said

    def owner(self, xml: etree._Element) -> tuple[str, int]:
        """Return the id of the element that an XML element is, or is kept with, and its line."""
        at: etree._Element | None = xml
        while at is not None and at not in self._by_xml:
            at = at.getparent()
        return (self.drafts[0] if at is None else self._by_xml[at]).id, self.line(xml)

    def count(self) -> None:
        """Count, for each draft, the XML elements of which it is the nearest, and report text that is lost there."""
        owners: dict[etree._Element, Draft] = {}
        for xml in self._places:
            own = self._by_xml.get(xml)
            if own is None:
                above = xml.getparent()
                own = owners[above] if above is not None else self.drafts[0]
                own.folded += 1
                if above in self._kept:
                    self._kept.add(xml)
            owners[xml] = own
            if xml not in self._kept and local(xml) not in _TEXTS and (words := _said(xml).strip()):
                message = f"The text {shown(words)!r} stands in {shown(local(xml))}, which has none; it is left out."
                self.report("UNKNOWN_TEXT", message, own, self.line(xml))


def _alone(xml: etree._Element) -> str:
    """Serialise an element with the namespaces that it uses and no others, so that it reads alike in any document."""
    try:
        return etree.tostring(xml, method="c14n", exclusive=True, with_comments=True).decode()
    except etree.LxmlError:  # the name of a namespace is no absolute address, which the canonical form refuses
        return etree.tostring(xml, encoding="unicode", with_tail=False)


def local(xml: etree._Element | None) -> str:
    """Return the name of an element without its namespace."""
    return "" if xml is None else str(xml.tag).rpartition("}")[2]


def namespace(xml: etree._Element) -> str:
    return str(xml.tag)[1:].partition("}")[0] if str(xml.tag).startswith("{") else ""


def parts(xml: etree._Element) -> Iterator[etree._Element]:
    """Yield the elements inside, without comments and instructions."""
    for child in xml:
        if isinstance(child.tag, str):
            yield child


def _said(xml: etree._Element) -> str:
    """Return the text of an element, that of comments and instructions left out."""
    return "".join((xml.text or "", *(child.tail or "" for child in xml)))


def mention(draft: Draft, role: str, target: str | None, type_: str) -> None:
    """Note that an element names another one."""
    if target:
        draft.mentions.append(Mention(role, target, type_))


def type_of(xml: etree._Element) -> str:
    """Return the `xsi:type` of an element without its prefix; empty where it has none."""
    return str(xml.get(f"{{{XSI}}}type", "")).strip().rpartition(":")[2]

"""Read untrusted XML: no DTD, no entities, no network, no XInclude, and limits on everything."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple
from xml.parsers import expat

from lxml import etree

from pipeline.formats.shared.wording import shown
from pipeline.ir.document import Problem
from pipeline.ir.encoding import decode

MAX_BYTES = 50 * 1024 * 1024
MAX_ELEMENTS = 250_000
MAX_DEPTH = 256  # libxml2's own, unless told to be lenient
MAX_ATTRIBUTES = 1_000  # of one element; lxml looks through all of them for each
MAX_NAMESPACES = 1_000  # in scope at one element
LONGEST_NAMESPACE = 1_000  # a short tag says all of it

# what may stand before a DOCTYPE; possessive, so that a hostile prolog costs no backtracking
_DOCTYPE = re.compile(r"\s*+(?>(?><\?.*?\?>|<!--.*?-->)\s*+)*+<!DOCTYPE", re.S)
_PLACE = re.compile(r", line \d+, column \d+.*\Z", re.S)


class Scope(NamedTuple):
    """The namespaces in scope at an element: its own declarations and the inherited ones.

    lxml's `nsmap` has the same content, but collects all of it for every question.
    """

    declared: Mapping[str, str]
    outer: "Scope | None" = None
    default: str | None = None
    """Namespace of names without a prefix; it does not apply to names with one."""

    def namespace(self, prefix: str) -> str | None:
        """Return the namespace of a prefix; None where it is not bound."""
        at: Scope | None = self
        while at is not None:
            if prefix in at.declared:
                return at.declared[prefix]
            at = at.outer
        return None

    def prefix(self, namespace: str) -> str | None:
        """Return a prefix that was declared for a namespace, the nearest first."""
        at: Scope | None = self
        while at is not None:
            for prefix, uri in at.declared.items():
                if uri == namespace:
                    return prefix
            at = at.outer
        return None


class Tree(NamedTuple):
    """A parsed document, with the line and the namespaces of each element in document order."""

    root: etree._Element
    lines: Sequence[int]
    scopes: Sequence[Scope]


def read(content: bytes) -> Tree | Problem:
    """Parse the elements of a document, or return the one thing that is wrong with it."""
    if len(content) > MAX_BYTES:
        message = f"The document has {len(content):,} bytes; {MAX_BYTES:,} are accepted."
        return Problem(code="TOO_LARGE", message=message, line=1, column=1)
    text = decode(content)
    if isinstance(text, Problem):
        return text
    return _refused(text) or _parsed(text.encode())


def _refused(text: str) -> Problem | None:
    if not text.lstrip("\t\n\r ").startswith("<"):
        what = "it is empty" if not text.strip() else f"it begins with {shown(text.lstrip()[:20])!r}"
        return Problem(code="NOT_XML", message=f"The document is not XML: {what}.", line=1, column=1)
    if found := _DOCTYPE.match(text):
        before = text[: found.end() - len("<!DOCTYPE")]
        return Problem(
            code="DOCTYPE_REFUSED",
            message="A DOCTYPE is not accepted: it can declare entities and point to other files. Remove it.",
            line=before.count("\n") + 1,
            column=len(before) - before.rfind("\n"),
        )
    if text.count("<") - text.count("</") > MAX_ELEMENTS:
        return Problem(
            code="TOO_LARGE", message=f"The document has more than {MAX_ELEMENTS:,} elements.", line=1, column=1
        )
    return None


def _parsed(utf8: bytes) -> Tree | Problem:
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        no_network=True,
        huge_tree=False,
        recover=False,
    )
    try:
        root = etree.fromstring(utf8, parser)
    except etree.XMLSyntaxError as error:
        return _broken(error)
    return _placed(root, utf8)


def _broken(error: etree.XMLSyntaxError) -> Problem:
    line, column = error.position
    said = _PLACE.sub("", error.msg or "unreadable")
    code, message = "NOT_WELL_FORMED", f"Not well-formed XML: {shown(said)}."
    if said.startswith("Excessive depth"):
        code, message = "TOO_DEEP", f"Elements are nested more than {MAX_DEPTH} deep."
    elif "XML_PARSE_HUGE" in said or said.startswith("Name too long"):
        code, message = "TOO_LARGE", "A name, a text or an attribute is too long to be read."
    return Problem(code=code, message=message, line=max(line or 1, 1), column=max(column or 1, 1))


def _placed(root: etree._Element, utf8: bytes) -> Tree | Problem:
    parser = expat.ParserCreate("utf-8")
    parser.ordered_attributes = True
    places = _Places(parser, utf8.count(b"xmlns"))
    try:
        parser.Parse(utf8, True)
        if places.problem is None:  # with names expanded, so only of what is within the limits
            expat.ParserCreate("utf-8", namespace_separator=" ").Parse(utf8, True)
    except expat.ExpatError as error:
        # libxml2 took it: it knows the fifth edition, by which a name may begin with what combines with nothing
        said = expat.ErrorString(error.code)
        message = f"Not well-formed by the fourth edition of XML 1.0, as names must be: {said}."
        return Problem(code="NOT_WELL_FORMED", message=message, line=error.lineno, column=error.offset + 1)
    return places.problem or Tree(root, places.lines, places.scopes)


class _Places:
    """The lines of start tags. libxml2 gives the line of their end, and only roughly after line 65,535.

    `declarations` is at least the number of declarations of namespaces: after so many, nothing looks for more.
    """

    def __init__(self, parser: expat.XMLParserType, declarations: int) -> None:
        self.lines: list[int] = []
        self.scopes: list[Scope] = []
        self.problem: Problem | None = None
        self._parser = parser
        self._declarations = declarations
        self._around = [(Scope({}), 0)]
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end

    def _start(self, _name: str, attributes: list[str]) -> None:
        around = self._around[-1]
        if len(attributes) > 2 * MAX_ATTRIBUTES:
            self._refuse(f"An element has more than {MAX_ATTRIBUTES:,} attributes.")
        if self._declarations:
            around = self._declared(attributes, *around)
        self._around.append(around)
        self.lines.append(self._parser.CurrentLineNumber)
        self.scopes.append(around[0])

    def _declared(self, attributes: list[str], outer: Scope, count: int) -> tuple[Scope, int]:
        """Return the scope of an element, and the number of namespaces in it."""
        stated = dict(zip(attributes[::2], attributes[1::2], strict=True))
        declared = {name.removeprefix("xmlns:"): value for name, value in stated.items() if name.startswith("xmlns:")}
        default = stated.get("xmlns")
        if not declared and default is None:
            return outer, count
        self._declarations -= len(declared) + (default is not None)
        if count + len(declared) > MAX_NAMESPACES:
            self._refuse(f"More than {MAX_NAMESPACES:,} namespaces are declared around one element.")
        elif any(len(uri) > LONGEST_NAMESPACE for uri in (default or "", *declared.values())):
            self._refuse(f"The name of a namespace has more than {LONGEST_NAMESPACE:,} characters.")
        return Scope(declared, outer, default), count + len(declared)

    def _refuse(self, message: str) -> None:
        if self.problem is None:
            line, column = self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1
            self.problem = Problem(code="TOO_LARGE", message=message, line=line, column=column)

    def _end(self, _name: str) -> None:
        self._around.pop()

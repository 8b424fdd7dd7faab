"""Write XML as text to keep verbatim, with one form of namespaces and without indentation.

Read a fragment with the document's main namespace as the default one. It declares all other prefixes that
it uses, in names or at the beginning of values such as `xsi:type="bpmn:tFormalExpression"`.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from lxml import etree

from pipeline.formats.bpmn.facts.parts import PLACEHOLDER
from pipeline.formats.shared.xml import Scope

_XML = "http://www.w3.org/XML/1998/namespace"
_QNAME = re.compile(r"(?<![\w.:-])([A-Za-z_][\w.-]*):(?=[A-Za-z_])")
_IN_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_IN_VALUE = str.maketrans({"&": "&amp;", "<": "&lt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"})

_Declared = Mapping[str | None, str]
_Waiting = tuple[etree._Element, _Declared, bool] | str


def text(characters: str) -> str:
    """Escape character data for XML."""
    return characters.translate(_IN_TEXT)


class Writer:
    """A writer of elements of one document; those in `elsewhere` are replaced by an instruction that names them.

    A namespace declared once may have to be repeated in every fragment, so a small document could ask for gigabytes.
    When `room`, in characters, is below zero, fragments are no longer written in full.
    """

    def __init__(
        self,
        main: str,
        scopes: Mapping[etree._Element, Scope],
        elsewhere: Mapping[etree._Element, str],
        room: int,
    ) -> None:
        self.room = room
        self._scopes = scopes
        self._main = main
        self._prose = f"{{{main}}}documentation"  # markup for people, where blanks between words are words' ends
        self._elsewhere = elsewhere
        self._prefixes: dict[str, str] = {_XML: "xml"}

    def write(self, top: etree._Element, *, verbatim: bool = False) -> str:
        """Write one element with all it holds, or a comment or instruction, without its tail."""
        out: list[str] = []
        # a stack instead of recursion: depth is the document's to choose
        waiting: list[_Waiting] = [(top, {None: self._main, "xml": _XML}, verbatim)]
        while waiting and self.room >= 0:
            item = waiting.pop()
            if isinstance(item, str):
                out.append(item)
            elif item[0] in self._elsewhere:
                out.append(f"<?{PLACEHOLDER} {self._elsewhere[item[0]].replace('?>', '%3F%3E')}?>")
            elif not isinstance(item[0].tag, str):
                out.append(alone(item[0]))
            else:
                self._open(*item, out, waiting)
        return "".join(out)

    def _open(
        self,
        element: etree._Element,
        scope: _Declared,
        verbatim: bool,
        out: list[str],
        waiting: list[_Waiting],
    ) -> None:
        name, start, inner = self._start(element, scope)
        self.room -= len(start)
        if not element.text and not len(element):
            out.append(f"{start}/>")
            return
        out.append(f"{start}>")
        waiting.append(f"</{name}>")
        verbatim = verbatim or str(element.tag) == self._prose
        between = text if verbatim else beside
        for child in reversed(element):
            waiting.append(between(child.tail or ""))
            waiting.append((child, inner, verbatim))
        waiting.append(between(element.text or "") if len(element) else text(element.text or ""))

    def _start(self, element: etree._Element, scope: _Declared) -> tuple[str, str, _Declared]:
        """Return name, start tag without its end, and the namespaces then in scope."""
        used: dict[str | None, str] = {}
        uri, name = split(str(element.tag))
        if uri in (self._main, ""):
            used[None] = uri
        else:
            name = self._name(element, uri, name, used)
        parts = [f"<{name}"]
        values = [] if len(element) else [element.text or ""]
        for key, value in element.items():
            uri, local = split(str(key))
            written = self._name(element, uri, local, used) if uri else local
            parts.append(f' {written}="{str(value).translate(_IN_VALUE)}"')
            values.append(str(value))
        self._add_mentioned(element, values, used)
        fresh = {prefix: uri for prefix, uri in used.items() if scope.get(prefix) != uri}
        for prefix, declared in sorted(fresh.items(), key=lambda item: item[0] or ""):
            parts.append(f' xmlns{":" + prefix if prefix else ""}="{declared.translate(_IN_VALUE)}"')
        return name, "".join(parts), {**scope, **fresh} if fresh else scope

    def _add_mentioned(self, element: etree._Element, values: list[str], used: dict[str | None, str]) -> None:
        """Add prefixes that values use, if the document binds them and the tag does not already use them."""
        mentioned = {prefix for value in values if ":" in value for prefix in _QNAME.findall(value)}
        for prefix in mentioned - {"xml"}:
            uri = self._scopes[element].namespace(prefix)
            if uri is not None:
                used.setdefault(prefix, uri)

    def _name(self, element: etree._Element, uri: str, local: str, used: dict[str | None, str]) -> str:
        prefix = self._prefix(element, uri)
        while used.get(prefix, uri) != uri:
            prefix += "_"
        used[prefix] = uri
        return f"{prefix}:{local}"

    def _prefix(self, element: etree._Element, uri: str) -> str:
        """Return one prefix for a namespace in the whole document, whatever its elements call it."""
        if uri not in self._prefixes:
            self._prefixes[uri] = self._scopes[element].prefix(uri) or "ns"
        return self._prefixes[uri]


def alone(instruction: etree._Element) -> str:
    """Serialise a comment or an instruction without its tail.

    lxml does so too, but beside the root it needs time in proportion to the number of siblings.
    """
    words = str(instruction.text or "")
    if isinstance(instruction, etree._Comment):
        return f"<!--{words}-->"
    if isinstance(instruction, etree._ProcessingInstruction):
        target = str(instruction.target)
        return f"<?{target} {words}?>" if words else f"<?{target}?>"
    return etree.tostring(instruction, encoding="unicode", with_tail=False)


@lru_cache(maxsize=10_000)
def split(tag: str) -> tuple[str, str]:
    """Return the namespace (empty for none) and local name of a tag or attribute as lxml writes it."""
    if not tag.startswith("{"):
        return "", tag
    uri, _, local = tag[1:].partition("}")
    return uri, local


def beside(characters: str | None) -> str:
    """Return text beside elements; empty where it only indents them."""
    if not characters or ("\n" in characters and characters.isspace()):
        return ""
    return text(characters)

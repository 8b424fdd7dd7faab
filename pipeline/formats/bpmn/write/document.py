"""Write a process model as BPMN 2.0. Read again, it is the same model except for the lines of elements."""

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

from pipeline.formats.bpmn.facts.parts import BPMN, PLACEHOLDER
from pipeline.formats.bpmn.model import BpmnElement, BpmnModel
from pipeline.formats.bpmn.write.markup import Token, escaped, indented, tag, tokens
from pipeline.formats.bpmn.write.namespaces import XML, Scope, prefix_of, prefixed, translated, unused, xmlns

_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
_CUT_OUT = re.compile(rf"<\?{PLACEHOLDER} (.*?)\?>")
_RUN = re.compile(r"([fed])(\d+)")


def write(model: BpmnModel) -> bytes:
    """Write the document from names, ids, attributes, extensions' attributes, folded and diagram.

    Typed properties such as `loop` only repeat these and are not used.
    """
    writing = _Writing(model)
    roots = [element for element in model.elements if element.parent is None]
    body = (token for root in roots for token in writing.element(root, {"xml": XML, "": ""}))
    around = (tokens(model.prolog), body, tokens(model.epilog))
    text = "".join(indented(token for part in around for token in part))
    return f"{_HEAD}{text}\n".encode()


class _Writing:
    """One model while it is written."""

    def __init__(self, model: BpmnModel) -> None:
        self._model = model
        self._by_id = {element.id: element for element in model.elements}

    def element(self, element: BpmnElement, scope: Scope) -> Iterator[Token]:
        """Yield the tokens of an element with all that it holds."""
        declared = _declared(element, scope)
        inner = {**scope, **declared}
        attributes = dict(_attributes(element, inner, declared))
        name = prefixed(prefix_of(BPMN, inner) or "", _local_name(element))
        spaces = [(xmlns(prefix), escaped(uri)) for prefix, uri in declared.items()]
        start = tag(name, [*((key, escaped(value)) for key, value in attributes.items()), *spaces])
        inside = list(self._inside(element, inner))
        if not inside:
            yield Token("empty", f"{start}/>")
            return
        yield Token("start", f"{start}>")
        yield from inside
        yield Token("end", f"</{name}>")

    def _inside(self, element: BpmnElement, scope: Scope) -> Iterator[Token]:
        nested = set(_CUT_OUT.findall(element.folded + element.diagram))
        nested = {name.replace("%3F%3E", "?>") for name in nested}
        children = self._model.children.get(element.id, ())
        direct = [self._by_id[child.id] for child in children if child.id not in nested]
        folded = diagram = elements = 0
        for place, count in _runs(element, len(direct)):
            if place == "f":
                yield from self._fragment(element.folded[folded : folded + count], scope)
                folded += count
            elif place == "d":
                yield from self._fragment(element.diagram[diagram : diagram + count], scope)
                diagram += count
            else:
                for child in direct[elements : elements + count]:
                    yield from self.element(child, scope)
                elements += count

    def _fragment(self, fragment: str, outer: Scope) -> Iterator[Token]:
        """Yield a fragment in the prefixes of the document, with the elements that were cut out."""
        for token, scope in translated(fragment, outer):
            if cut := _CUT_OUT.fullmatch(token.text):
                yield from self.element(self._by_id[cut[1].replace("%3F%3E", "?>")], scope)
            else:
                yield token


def _runs(element: BpmnElement, elements: int) -> list[tuple[str, int]]:
    """Return the order of parts; those that the arrangement does not know, because the model was changed, come last."""
    left = {"f": len(element.folded), "e": elements, "d": len(element.diagram)}
    found = []
    for place, stated in _RUN.findall(element.arrangement):
        count = min(int(stated), left[place])
        left[place] -= count
        found.append((place, count))
    return [*found, *((place, count) for place, count in left.items() if count)]


def _declared(element: BpmnElement, scope: Scope) -> dict[str, str]:
    """Return an element's own declarations, and those it needs to be in BPMN's namespace."""
    declared = dict(element.namespaces)
    if prefix_of(BPMN, {**scope, **declared}) is None:
        declared["" if "" not in declared else unused("bpmn", {**scope, **declared})] = BPMN
    return declared


def _attributes(element: BpmnElement, scope: dict[str, str], declared: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield its attributes; a prefix that they need and nobody declared is declared."""
    if element.source_id is not None:
        yield "id", element.source_id
    if element.name:
        yield "name", element.name
    foreign = [
        (uri, name, value)
        for uri, extension in element.extensions.items()
        for name, value in extension.attributes.items()
        if "/" not in name  # those are said in `folded`
    ]
    for name, value in element.attributes.items():
        if name.startswith("xsi:"):
            foreign.append((_XSI, name.removeprefix("xsi:"), value))
        else:
            yield name, value
    for uri, name, value in foreign:
        prefix = prefix_of(uri, {key: space for key, space in scope.items() if key})
        if prefix is None:
            prefix = unused("xsi" if uri == _XSI else "ns", scope)
            scope[prefix] = declared[prefix] = uri
        yield prefixed(prefix, name), value


def _local_name(element: BpmnElement) -> str:
    """Return the tag; where it has more than plain letters the kind is encoded, and the xpath has it as it was."""
    if "~" in element.kind:
        return re.sub(r"\[\d+\]\Z", "", element.path.rpartition("/")[2])
    return unquote(element.kind)

"""Read BPMN 2.0 (OMG formal/2013-12-09), including elements of vendors."""

from collections.abc import Container, Iterator, Sequence
from typing import Any, Final

from lxml import etree

from pipeline.formats.bpmn.facts.parts import PLACEHOLDER
from pipeline.formats.bpmn.model import BpmnElement, BpmnModel
from pipeline.formats.bpmn.parse import fragments
from pipeline.formats.bpmn.parse.behaviour import Behaviour, is_true
from pipeline.formats.bpmn.parse.extensions import extensions, standard_attributes
from pipeline.formats.bpmn.parse.fragments import Writer, split
from pipeline.formats.bpmn.parse.implementation import implementation
from pipeline.formats.bpmn.parse.kept import Kept
from pipeline.formats.bpmn.parse.outline import BPMN, MOST, Node, Outline, TooMany, bpmn_children
from pipeline.formats.bpmn.parse.references import References
from pipeline.formats.bpmn.parse.schema.inspection import flaws
from pipeline.formats.shared.telling import at_most, deceptive
from pipeline.formats.shared.wording import shown
from pipeline.formats.shared.xml import Tree, read
from pipeline.ir.digest import Spelling
from pipeline.ir.document import Document, Problem
from pipeline.ir.model import Parsed, Reference

PARSER: Final = "bpmn/6"

_DIAGRAM = "http://www.omg.org/spec/BPMN/20100524/DI"
# the count is of the diagram too; and prefixes, like the order of parts, are how it is written and not what it says
# what BPMN mentions is BPMN's: the notation of a reference is never stated
_SAID: Final = Spelling({BpmnElement: BpmnElement.PLACEMENT, Reference: {"notation"}})
_NOTHING_KEPT: Final = {"folded": "", "diagram": "", "arrangement": ""}
_CONNECTORS = {
    "sequenceFlow", "messageFlow", "association", "conversationLink",
    "dataAssociation", "dataInputAssociation", "dataOutputAssociation",
}  # fmt: skip
_GROWTH = 8  # what is kept, to what was sent


def parse(document: Document) -> Parsed:
    """Return the model in a document; or, without one, the one problem that prevents it."""
    tree = read(document.content)
    if isinstance(tree, Problem):
        return Parsed(problems=(tree,))
    if problem := _foreign(tree) or _reserved(tree):
        return Parsed(problems=(problem,))
    try:
        return _Reading(tree, len(document.content)).parsed()
    except TooMany:
        return Parsed(problems=(_undecided(),))


def _undecided() -> Problem:
    message = (
        f"Whether the document is valid is undecided: it has more than {MOST:,} elements, which are more than can be "
        "checked in the time that is allowed. Divide it into smaller documents."
    )
    return Problem(code="TOO_LARGE", message=message, line=1, column=1)


def _foreign(tree: Tree) -> Problem | None:
    uri, name = split(str(tree.root.tag))
    if (uri, name) == (BPMN, "definitions"):
        return None
    said = f"the namespace {shown(uri)!r}" if uri else "no namespace"
    if name == "definitions":
        code, message = "WRONG_NAMESPACE", f"definitions is in {said}; BPMN 2.0 has {BPMN!r}."
    else:
        code, message = "NOT_BPMN", f"The document is {shown(name)!r} in {said}; a BPMN document is definitions."
    return Problem(code=code, message=message, line=tree.lines[0], column=1, path=f"/{shown(name)}")


def _reserved(tree: Tree) -> Problem | None:
    """Refuse a document that has the instruction by which we mark elements that were cut out."""
    for instruction in tree.root.iter(etree.PI):
        if instruction.target == PLACEHOLDER:  # type: ignore[attr-defined]  # the stubs take it for an element
            message = f"The instruction <?{PLACEHOLDER} …?> is Ameide's own; remove it."
            return Problem(code="RESERVED_INSTRUCTION", message=message, line=instruction.sourceline)
    return None


class _Reading:
    """One document while it is read."""

    def __init__(self, tree: Tree, size: int) -> None:
        self._outline = Outline(tree)
        self._references = References(self._outline)
        self._behaviour = Behaviour(tree.root, self._references)
        elsewhere = {xml: node.id for xml, node in self._outline.by_xml.items()}
        self._writer = Writer(BPMN, self._outline.scopes, elsewhere, room=_GROWTH * size + 10_000_000)

    def parsed(self) -> Parsed:
        elements = []
        for node in self._outline.nodes:
            elements.append(element := self._element(node))
            self._writer.room -= len(element.path)
            if self._writer.room < 0:
                return Parsed(problems=(_bloated(node),))
        model = BpmnModel(
            format="bpmn",
            parser=PARSER,
            name=self._outline.root.get("name", ""),
            elements=tuple(elements),
            flaws=flaws(self._outline),
            parts=self._outline.xml_elements,
            content_digest=_SAID.digest(elements),
            prolog="".join(reversed([fragments.alone(xml) for xml in self._outline.root.itersiblings(preceding=True)])),
            epilog="".join(fragments.alone(xml) for xml in self._outline.root.itersiblings()),
        )
        problems = [*self._duplicates(), *self._references.problems, *deceptive(elements)]
        return Parsed(model=model, problems=at_most(problems))

    def _element(self, node: Node) -> BpmnElement:
        references = self._references.of(node)
        connects = node.kind in _CONNECTORS
        return BpmnElement.lean(
            id=node.id,
            source_id=node.source_id,
            kind=node.kind,
            name=node.attributes.get("name", ""),
            documentation="" if node.leaf else _documentation(node, self._outline.by_xml),
            parent=node.parent.id if node.parent else None,
            line=node.line,
            path=self._outline.xpath(node),
            attributes=standard_attributes(node),
            references=references,
            source=_meant("sourceRef", references) if connects else None,
            target=_meant("targetRef", references) if connects else None,
            default=_meant("default", references),
            attached_to=_meant("attachedToRef", references),
            called=self._called(node),
            extensions=extensions(node, self._writer),
            implementation=implementation(node),
            namespaces=self._outline.declared(node),
            folded_count=node.folded,
            **self._behaves(node),
            **(_NOTHING_KEPT if node.leaf else self._kept(node)),
        )

    def _behaves(self, node: Node) -> dict[str, Any]:
        stated = "cancelActivity" if node.kind == "boundaryEvent" else "isInterrupting"
        found: dict[str, Any] = {
            "interrupting": is_true(node.attributes.get(stated), default=True),
            "event_sub_process": is_true(node.attributes.get("triggeredByEvent")),
        }
        if not node.leaf:
            found["condition"] = self._behaviour.condition(node)
            found["events"] = self._behaviour.events(node)
            found["loop"] = self._behaviour.loop(node)
            found["script"] = self._behaviour.script(node)
        return found

    def _called(self, node: Node) -> str | None:
        called = node.attributes.get("calledElement") if node.kind == "callActivity" else None
        return self._references.target(node.xml, called) if called else None

    def _kept(self, node: Node) -> dict[str, str]:
        """Return what is inside a node and no node itself, the diagram apart, and the order."""
        kept = Kept()
        prose = node.kind == "documentation" and len(node.xml) > 0
        between = fragments.text if prose else fragments.beside
        kept.add("folded", between(node.xml.text or ""))
        for child in node.xml:
            if child in self._outline.by_xml:
                kept.element()
            else:
                drawn = isinstance(child.tag, str) and split(child.tag)[0] == _DIAGRAM
                kept.add("diagram" if drawn else "folded", self._writer.write(child, verbatim=prose))
            kept.add("folded", between(child.tail or ""))
        return {"folded": kept.text("folded"), "diagram": kept.text("diagram"), "arrangement": kept.arrangement()}

    def _duplicates(self) -> Iterator[Problem]:
        for nodes in self._outline.stated.values():
            for node in nodes[1:]:
                message = f"The id {shown(node.source_id or '')!r} is that of line {nodes[0].line} too; ids are unique."
                yield Problem(code="DUPLICATE_ID", message=message, line=node.line, path=node.id)


def _documentation(node: Node, elements: Container[etree._Element]) -> str:
    found = ("".join(_prose(xml, elements)).strip() for xml in bpmn_children(node.xml, "documentation"))
    return "\n\n".join(text for text in found if text)


def _prose(xml: etree._Element, elements: Container[etree._Element]) -> Iterator[str]:
    """Yield text and the text of markup in it; elements of the model have no business there, and are no text."""
    yield xml.text or ""
    for child in xml:
        if isinstance(child.tag, str) and child not in elements:
            yield from _prose(child, elements)
        yield child.tail or ""


def _meant(role: str, references: Sequence[Reference]) -> str | None:
    for reference in references:
        if reference.role == role:
            return reference.element
    return None


def _bloated(node: Node) -> Problem:
    message = "Long names or namespaces are used so often that the document grows out of proportion."
    return Problem(code="TOO_LARGE", message=message, line=node.line, path=node.id)

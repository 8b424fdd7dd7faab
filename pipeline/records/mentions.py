"""Make anchors for the references of elements, and resolve those within the same document."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from graph.records import Edge, Value, Vertex
from pipeline.ir.meeting import ENDS, Meetings
from pipeline.ir.model import Element, Model, Reference
from pipeline.records.anchors import anchor, distinct, unqualified
from pipeline.records.references import Foreign
from pipeline.records.scope import Scope
from pipeline.records.shared import evidence


@dataclass(frozen=True, slots=True)
class Mention:
    """One reference of an element, and the anchor of its target."""

    element: Element
    anchor: Vertex
    reference: Reference
    verb: str
    """Kind of its REFERS_TO."""

    @property
    def beyond(self) -> bool:
        """Return true if it may mean something of another model, or calls a process."""
        return not self.reference.element or self.verb == "calls"


def mentions(model: Model, scope: Scope, meetings: Meetings[Any]) -> Iterator[Mention]:
    """Yield every reference in document order, but for the ends of what is drawn."""
    for element in model.elements:
        for reference in (*element.references, *meetings.implied(model, element)):
            drawn = reference.element is not None and reference.role in ENDS
            if element.kind not in meetings.flows or not drawn:
                verb = meetings.verbs.get(reference.role, reference.role.removesuffix("Ref"))
                yield Mention(element, _anchor(model, scope, reference), reference, verb)


def foreign(found: Iterable[Mention]) -> tuple[Foreign, ...]:
    """Return what is mentioned of other namespaces, each once."""
    named = distinct(each.anchor for each in found if each.reference.namespace)
    return tuple(Foreign(each.uid, unqualified(each.properties), str(each.properties["namespace"])) for each in named)


def refers(model: Model, scope: Scope, meetings: Meetings[Any], found: Iterable[Mention]) -> Iterator[Edge]:
    """Yield one REFERS_TO for each element and anchor; every mention is evidence."""
    by_pair: dict[tuple[str, str], list[Mention]] = {}
    for each in found:
        by_pair.setdefault((each.element.id, each.anchor.uid), []).append(each)
    for (element, mentioned), said in by_pair.items():
        properties: dict[str, Value] = {
            "kind": said[0].verb,
            "evidence": list(dict.fromkeys(f"{scope.at(each.element.line)} {each.reference.role}" for each in said)),
        }
        if said[0].verb == "calls" and (caller := meetings.container(model, said[0].element)):
            properties["within"] = scope.uid(caller.id)
        yield Edge("REFERS_TO", scope.uid(element), mentioned, properties)


def resolutions(model: Model, scope: Scope, found: Iterable[Mention]) -> Iterator[Edge]:
    """Yield RESOLVES_TO of what the document resolves itself, which holds for good."""
    meant = {each.anchor.uid: each.reference.element for each in found if each.reference.element is not None}
    for mentioned, element in meant.items():
        stated = model.by_id.get(element)
        said = evidence(scope.document if stated is None else scope.at(stated.line))
        yield Edge("RESOLVES_TO", mentioned, scope.uid(element), said)


def _anchor(model: Model, scope: Scope, reference: Reference) -> Vertex:
    # what a document resolves itself is a fact of this version for good; the rest is the tenant's to resolve
    inside = "" if reference.element is None else scope.version
    target = reference.target if reference.element is None else reference.element
    return anchor(reference.notation or model.format, reference.type, target, inside, reference.namespace)

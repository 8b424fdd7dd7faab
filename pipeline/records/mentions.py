"""Mentions of other things by their ids: the anchors that they go to, and what these mean in the same document."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph.records import Edge, Value, Vertex
from pipeline.ir.workflow import Element, Reference, WorkflowModel
from pipeline.records.anchors import GLOBAL_TASKS, anchor, distinct, unqualified
from pipeline.records.calls import called, container
from pipeline.records.elements import DRAWN
from pipeline.records.references import Foreign
from pipeline.records.scope import Scope
from pipeline.records.shared import evidence

_KINDS = {"calledElement": "calls", "attachedToRef": "attachedTo"}


@dataclass(frozen=True, slots=True)
class Mention:
    """One reference of an element, and the anchor that stands for what it means."""

    element: Element
    anchor: Vertex
    reference: Reference

    @property
    def beyond(self) -> bool:
        """Whether it may mean something of another model, or calls a process."""
        return not self.reference.element or self.reference.role == "calledElement"


def mentions(model: WorkflowModel, scope: Scope) -> Iterator[Mention]:
    """Yield every reference in document order, but for the ends of what is drawn."""
    for element in model.elements:
        for reference in element.references:
            drawn = reference.element is not None and reference.role in {"sourceRef", "targetRef"}
            if element.kind not in DRAWN or not drawn:
                yield Mention(element, _anchor(model, scope, reference), reference)
        if element.kind == "callActivity" and not element.called and (target := called(element)):
            found = model.by_source_id.get(target)
            own = found.id if found is not None and found.kind in {"process", *GLOBAL_TASKS} else None
            reference = Reference(role="calledElement", target=target, type="process", element=own)
            yield Mention(element, _anchor(model, scope, reference), reference)


def foreign(found: Iterable[Mention]) -> tuple[Foreign, ...]:
    """Return what is mentioned of other namespaces, each once."""
    named = distinct(each.anchor for each in found if each.reference.namespace)
    return tuple(Foreign(each.uid, unqualified(each.properties), str(each.properties["namespace"])) for each in named)


def refers(model: WorkflowModel, scope: Scope, found: Iterable[Mention]) -> Iterator[Edge]:
    """Yield one REFERS_TO for each element and anchor; every mention is evidence."""
    by_pair: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for each in found:
        pair = (each.element.id, each.anchor.uid)
        by_pair.setdefault(pair, []).append((each.reference.role, each.element.line))
    for (element, mentioned), said in by_pair.items():
        properties: dict[str, Value] = {
            "kind": _KINDS.get(said[0][0], said[0][0].removesuffix("Ref")),
            "evidence": [f"{scope.at(line)} {role}" for role, line in dict.fromkeys(said)],
        }
        if properties["kind"] == "calls" and (process := container(model, model.by_id[element])):
            properties["within"] = scope.uid(process.id)
        yield Edge("REFERS_TO", scope.uid(element), mentioned, properties)


def resolutions(model: WorkflowModel, scope: Scope, found: Iterable[Mention]) -> Iterator[Edge]:
    """Yield RESOLVES_TO of what the document resolves itself, which holds for good."""
    meant = {each.anchor.uid: each.reference.element for each in found if each.reference.element is not None}
    for mentioned, element in meant.items():
        stated = model.by_id.get(element)
        said = evidence(scope.document if stated is None else scope.at(stated.line))
        yield Edge("RESOLVES_TO", mentioned, scope.uid(element), said)


def _anchor(model: WorkflowModel, scope: Scope, reference: Reference) -> Vertex:
    # what a document resolves itself is a fact of this version for good; the rest is the tenant's to resolve
    inside = "" if reference.element is None else scope.version
    type_ = "process" if reference.role == "calledElement" else reference.type
    target = reference.target if reference.element is None else reference.element
    return anchor(model.format, type_, target, inside, reference.namespace)

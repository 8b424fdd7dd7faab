"""Anchors: what is referred to by its own id or name, whatever the model or version."""

from collections.abc import Iterable, Iterator, Mapping

from graph.records import Value, Vertex, anchor_uid
from pipeline.ir.ids import encode
from pipeline.ir.workflow import Element, WorkflowModel

GLOBAL_TASKS = frozenset(
    {"globalTask", "globalUserTask", "globalManualTask", "globalScriptTask", "globalBusinessRuleTask"}
)


def anchor(notation: str, type_: str, target: str, scope: str = "", namespace: str | None = None) -> Vertex:
    """Of the tenant; or of something in a version, its scope; or of something in the documents of a namespace."""
    named = f"{scope}#{target}" if scope else encode(f"{{{namespace}}}{target}" if namespace else target)
    properties: dict[str, Value] = {"notation": notation, "type": type_, "target": target, "scope": scope}
    if namespace:
        properties["namespace"] = namespace
    return Vertex("Anchor", anchor_uid(notation, type_, named), properties)


def offered(model: WorkflowModel) -> Iterator[tuple[Vertex, Element]]:
    """What other documents may refer to by its id alone: root elements that state one, once each."""
    for _, type_, target, element in _roots(model):
        yield anchor(model.format, type_, target), element


def qualified(model: WorkflowModel) -> Iterator[tuple[Vertex, Element]]:
    """The same as others name them with a prefix that stands for the namespace of this document."""
    for namespace, type_, target, element in _roots(model):
        if namespace:
            yield anchor(model.format, type_, target, namespace=namespace), element


def namespace_of(attributes: Mapping[str, str]) -> str:
    """The namespace of what definitions with these attributes define (BPMN 2.0.2, 8.1.1)."""
    return attributes.get("targetNamespace", "").strip()


def _roots(model: WorkflowModel) -> Iterator[tuple[str, str, str, Element]]:
    namespaces = {element.id: namespace_of(element.attributes) for element in model.of_kind("definitions")}
    for element in model.by_source_id.values():
        if element.parent in namespaces and element.source_id is not None:
            type_ = "process" if element.kind in GLOBAL_TASKS else element.kind
            yield namespaces[element.parent], type_, element.source_id, element


def distinct(vertices: Iterable[Vertex]) -> tuple[Vertex, ...]:
    """Each once."""
    return tuple({vertex.uid: vertex for vertex in vertices}.values())


def is_qualified(anchor: str) -> bool:
    """Whether it stands for something in the documents of a namespace, as its uid says."""
    return anchor.split(":", 3)[3].startswith("{")


def type_of(anchor: str) -> str:
    """What an anchor stands for, as its uid says: `process`, `signalName`, …"""
    return anchor.split(":", 3)[2]

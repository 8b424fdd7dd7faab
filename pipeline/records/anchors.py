"""Anchors: what is referred to by its own id or name, whatever the model or version."""

from collections.abc import Iterable, Iterator

from graph.records import Vertex, anchor_uid
from pipeline.ir.ids import encode
from pipeline.ir.workflow import Element, WorkflowModel

GLOBAL_TASKS = frozenset(
    {"globalTask", "globalUserTask", "globalManualTask", "globalScriptTask", "globalBusinessRuleTask"}
)


def anchor(notation: str, type_: str, target: str, scope: str = "") -> Vertex:
    """Of the tenant; or, with a version as its scope, of something in that version."""
    named = f"{scope}#{target}" if scope else encode(target)
    properties = {"notation": notation, "type": type_, "target": target, "scope": scope}
    return Vertex("Anchor", anchor_uid(notation, type_, named), properties)


def offered(model: WorkflowModel) -> Iterator[tuple[Vertex, Element]]:
    """What other documents may refer to: root elements that state an id, once each."""
    roots = {element.id for element in model.of_kind("definitions")}
    for element in model.by_source_id.values():
        if element.parent in roots and element.source_id is not None:
            type_ = "process" if element.kind in GLOBAL_TASKS else element.kind
            yield anchor(model.format, type_, element.source_id), element


def distinct(vertices: Iterable[Vertex]) -> tuple[Vertex, ...]:
    """Each once."""
    return tuple({vertex.uid: vertex for vertex in vertices}.values())


def type_of(anchor: str) -> str:
    """What an anchor stands for, as its uid says: `process`, `signalName`, …"""
    return anchor.split(":", 3)[2]

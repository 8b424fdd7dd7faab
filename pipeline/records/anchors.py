"""Anchors: what is referred to by its own id or name, whatever the model or version."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from graph.records import Vertex, anchor_uid
from pipeline.ir.ids import encode, qualified_name
from pipeline.ir.meeting import Meetings
from pipeline.ir.model import Element, Model
from pipeline.records.shared import present


def anchor(notation: str, type_: str, target: str, scope: str = "", namespace: str | None = None) -> Vertex:
    """Of the tenant; or of something in a version, its scope; or of something in the documents of a namespace."""
    named = f"{scope}#{target}" if scope else _named(target, namespace)
    stated = {"notation": notation, "type": type_, "target": target, "scope": scope, "namespace": namespace}
    return Vertex("Anchor", anchor_uid(notation, type_, named), present(stated))


def unqualified(stated: Mapping[str, Any]) -> str:
    """uid of the anchor of the same id, whatever the namespace, given what one states."""
    return anchor(stated["notation"], stated["type"], stated["target"]).uid


def offered(model: Model, meetings: Meetings[Any]) -> Iterator[tuple[Vertex, Element]]:
    """What other documents may refer to by its id alone, once each."""
    for root in meetings.roots(model):
        yield anchor(model.format, root.type, root.target), root.element


def qualified(model: Model, meetings: Meetings[Any]) -> Iterator[tuple[Vertex, Element]]:
    """The same as others name them with a prefix that stands for the namespace of this document."""
    for root in meetings.roots(model):
        if root.namespace:
            yield anchor(model.format, root.type, root.target, namespace=root.namespace), root.element


def distinct(vertices: Iterable[Vertex]) -> tuple[Vertex, ...]:
    """Each once."""
    return tuple({vertex.uid: vertex for vertex in vertices}.values())


def type_of(uid: str) -> str:
    """What an anchor stands for: `process`, `signalName`, …"""
    return uid.split(":", 3)[2]


def _named(target: str, namespace: str | None) -> str:
    """As part of a uid; an id that begins like a qualified name is none."""
    if namespace:
        return encode(qualified_name(namespace, target))
    named = encode(target)
    return f"%7B{named[1:]}" if named.startswith("{") else named

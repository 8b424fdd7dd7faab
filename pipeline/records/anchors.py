"""Anchors: targets of references by id or name, apart from any model or version."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from graph.records import Vertex, anchor_uid
from pipeline.ir.ids import encode, qualified_name
from pipeline.ir.meeting import Meetings
from pipeline.ir.model import Element, Model
from pipeline.records.shared import present


def anchor(notation: str, type_: str, target: str, scope: str = "", namespace: str | None = None) -> Vertex:
    """Return an anchor that is global to the tenant, or local to a version (`scope`) or to a namespace."""
    named = f"{scope}#{target}" if scope else _named(target, namespace)
    stated = {"notation": notation, "type": type_, "target": target, "scope": scope, "namespace": namespace}
    return Vertex("Anchor", anchor_uid(notation, type_, named), present(stated))


def unqualified(stated: Mapping[str, Any]) -> str:
    """Return the uid of the anchor with the same id but no namespace, given the properties of one."""
    return anchor(stated["notation"], stated["type"], stated["target"]).uid


def offered(model: Model, meetings: Meetings[Any]) -> Iterator[tuple[Vertex, Element]]:
    """Yield each element that other documents may refer to by id alone, once, with its anchor."""
    for root in meetings.roots(model):
        yield anchor(model.format, root.type, root.target), root.element


def qualified(model: Model, meetings: Meetings[Any]) -> Iterator[tuple[Vertex, Element]]:
    """Yield the same elements with the anchors that a prefixed reference from another document means."""
    for root in meetings.roots(model):
        if root.namespace:
            yield anchor(model.format, root.type, root.target, namespace=root.namespace), root.element


def distinct(vertices: Iterable[Vertex]) -> tuple[Vertex, ...]:
    return tuple({vertex.uid: vertex for vertex in vertices}.values())


def type_of(uid: str) -> str:
    """Return the type in an anchor's uid: `process`, `signalName`, …"""
    return uid.split(":", 3)[2]


def _named(target: str, namespace: str | None) -> str:
    """Return the target as part of a uid; an id that looks like a qualified name is escaped."""
    if namespace:
        return encode(qualified_name(namespace, target))
    named = encode(target)
    return f"%7B{named[1:]}" if named.startswith("{") else named

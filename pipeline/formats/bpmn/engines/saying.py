"""Read the elements and attributes of a document in one engine's namespace, as data."""

import re
from collections.abc import Iterator

from pipeline.ir.said import Said as Said
from pipeline.ir.said import everywhere as everywhere
from pipeline.ir.said import lower, read
from pipeline.ir.workflow import FlowElement, WorkflowModel

_PARTS = ("EventDefinition", "LoopCharacteristics")
_NAME = re.compile(r"<(?:[^\s<>/:]+:)?([^\s<>/:]+)")


def said(element: FlowElement, namespace: str, *kinds: str) -> tuple[Said, ...]:
    """Return the extensions of an element and of its parts without a vertex: of these kinds, or of any."""
    extension = element.extensions.get(namespace)
    fragments = extension.elements if extension is not None else ()
    wanted = (text for text in fragments if not kinds or _kind_of(text) in kinds)
    return tuple(read(text) for text in wanted)


def first(model: WorkflowModel, element: FlowElement, namespace: str, *kinds: str) -> Said | None:
    """Return the first such extension, also of parts with a vertex."""
    found = (each for part in with_parts(model, element) for each in said(part, namespace, *kinds))
    return next(found, None)


def with_parts(model: WorkflowModel, element: FlowElement) -> Iterator[FlowElement]:
    """Yield the element, and its definitions and loop characteristics that have a vertex of their own."""
    yield element
    yield from (child for child in model.children.get(element.id, ()) if child.kind.endswith(_PARTS))


def owner(model: WorkflowModel, element: FlowElement) -> FlowElement:
    """Return the element that a definition or loop characteristics belong to; any other element itself."""
    return model.by_id[element.parent] if element.kind.endswith(_PARTS) and element.parent is not None else element


def inner(element: FlowElement, namespace: str, outer: str, *kinds: str) -> tuple[Said, ...]:
    """Return the parts of all elements of one kind, such as the listeners of `executionListeners`."""
    return tuple(part for whole in said(element, namespace, outer) for part in whole.all(*kinds))


def attribute(element: FlowElement, namespace: str, name: str) -> str:
    """Return an engine's attribute of the element itself; empty where it is absent."""
    extension = element.extensions.get(namespace)
    return extension.attributes.get(name, "").strip() if extension is not None else ""


def meant(model: WorkflowModel, element: FlowElement, role: str) -> FlowElement | None:
    """Return the element that a reference means, its own or one of its definitions."""
    references = (each for part in with_parts(model, element) for each in part.references)
    found = (reference.element for reference in references if reference.role == role)
    return next((model.by_id[each] for each in found if each is not None), None)


def defined(event: FlowElement) -> str:
    """Return the kind of an event's definition, `none` or `multiple`."""
    kinds = [definition.kind for definition in event.events]
    several = len(kinds) > 1 or event.says("parallelMultiple")
    return "multiple" if several else kinds[0] if kinds else "none"


def key(model: WorkflowModel, element: FlowElement) -> str:
    """Return the key of an element in an engine's table: its kind, or an event's position and definition."""
    if not element.kind.endswith("Event"):
        return element.kind
    around = model.by_id.get(element.parent or "")
    reacts = element.kind == "startEvent" and around is not None and around.event_sub_process
    return f"{'eventSubProcess' if reacts else element.kind}/{defined(element)}"


def process_of(model: WorkflowModel, element: FlowElement) -> FlowElement | None:
    """Return the process around an element."""
    at: FlowElement | None = element
    while at is not None and at.kind != "process":
        at = model.by_id.get(at.parent or "")
    return at


def _kind_of(fragment: str) -> str:
    found = _NAME.match(fragment)
    return lower(found[1]) if found else ""

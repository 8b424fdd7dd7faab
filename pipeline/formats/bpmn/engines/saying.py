"""Read the elements and attributes of a document in one engine's namespace, as data."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from xml.parsers import expat

from pipeline.ir.workflow import FlowElement, WorkflowModel

_PARTS = ("EventDefinition", "LoopCharacteristics")
_NAME = re.compile(r"<(?:[^\s<>/:]+:)?([^\s<>/:]+)")


class Said(NamedTuple):
    """An element of an engine's namespace."""

    kind: str
    """Name with a lower-case first letter: engines accept `TaskSchedule` for `taskSchedule`."""
    attributes: Mapping[str, str]
    text: str = ""
    parts: tuple["Said", ...] = ()

    def get(self, name: str) -> str:
        """Return an attribute, stripped; empty where it is absent."""
        return self.attributes.get(name, "").strip()

    def all(self, *kinds: str) -> tuple["Said", ...]:
        """Return the parts of these kinds directly inside."""
        return tuple(part for part in self.parts if part.kind in kinds)


def said(element: FlowElement, namespace: str, *kinds: str) -> tuple[Said, ...]:
    """Return the extensions of an element and of its parts without a vertex: of these kinds, or of any."""
    extension = element.extensions.get(namespace)
    fragments = extension.elements if extension is not None else ()
    wanted = (text for text in fragments if not kinds or _kind_of(text) in kinds)
    return tuple(_read(text) for text in wanted)


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


def everywhere(whole: Said) -> Iterator[Said]:
    """Yield a statement and all inside it."""
    yield whole
    for part in whole.parts:
        yield from everywhere(part)


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
    return _lower(found[1]) if found else ""


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:]


def _read(fragment: str) -> Said:
    reading = _Reading()
    parser = expat.ParserCreate("utf-8", namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = reading.start
    parser.EndElementHandler = reading.end
    parser.CharacterDataHandler = reading.text
    parser.Parse(fragment.encode(), True)
    return reading.whole


class _Reading:
    """The elements around the place that is being read, the innermost last."""

    def __init__(self) -> None:
        self.whole = Said("", {})
        self._open: list[tuple[str, dict[str, str], list[str], list[Said]]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        plain = {key: value for key, value in attributes.items() if " " not in key}
        self._open.append((_lower(name.rpartition(" ")[2]), plain, [], []))

    def end(self, _name: str) -> None:
        kind, attributes, text, parts = self._open.pop()
        self.whole = Said(kind, attributes, "".join(text), tuple(parts))
        if self._open:
            self._open[-1][3].append(self.whole)

    def text(self, characters: str) -> None:
        self._open[-1][2].append(characters)

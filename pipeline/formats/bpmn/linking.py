"""Tell links about BPMN: processes, what carries out tasks, data, messages, and calls that name no process."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from pipeline.formats.bpmn.identity import is_listed
from pipeline.formats.bpmn.meetings.calls import called
from pipeline.formats.bpmn.model import BpmnModel
from pipeline.formats.shared.mentions import linked, stated
from pipeline.ir.ids import local_name
from pipeline.ir.linking import End, Key, Linking, Space
from pipeline.ir.workflow import TASKS, FlowElement

_NOTATIONS: Final = frozenset({"archimate"})
_DATA: Final = frozenset(
    {"dataObject", "dataObjectReference", "dataStore", "dataStoreReference", "dataInput", "dataOutput", "message"}
)
_PROPERTY: Final = re.compile(r"<[^<>]*\bname=\"archimate(?::[\w-]+)?\"[^<>]*\bvalue=\"([^\"<>]{1,200})\"")
_WORDS: Final[Mapping[str, str]] = {"worker": "topic or job type", "code": "class", "operation": "operation"}
"""Words for an implementation in evidence, by its kind. The other kinds say nothing about an application."""


def _ends(model: BpmnModel) -> Iterator[End]:
    for element in model.elements:
        role = _role(element)
        if role is not None:
            yield End(element, role, tuple(_keys(model, element, role)))


def _role(element: FlowElement) -> str | None:
    if element.kind == "process":
        return "process"
    if element.kind == "callActivity":
        return "call" if not called(element) else None
    if element.kind in _DATA:
        return "data"
    return "task" if element.kind in TASKS or element.implementation is not None else None


def _keys(model: BpmnModel, element: FlowElement, role: str) -> Iterator[Key]:
    if element.source_id and role != "call":
        certain = not is_listed(element.source_id, "default_ids.txt")
        yield Key(Space.ID, element.source_id, "id", certain=certain)
    if role == "task":
        yield from _carried_out(model, element)
    elif element.name.strip() and not is_listed(" ".join(element.name.split()), "default_names.txt"):
        yield Key(Space.NAME, element.name, "name")
    for target in linked(element.documentation, _NOTATIONS):
        yield Key(Space.ID, target, "link in the documentation", own=False)
    for extension in element.extensions.values():
        for text in extension.elements:
            for found in _PROPERTY.finditer(text):
                yield Key(Space.ID, stated(found[1]), "property archimate", own=False)


def _carried_out(model: BpmnModel, element: FlowElement) -> Iterator[Key]:
    """Yield the technical names of what carries out a task; expressions that have to be evaluated are none."""
    if element.implementation is None or (said := _WORDS.get(element.implementation.kind)) is None:
        return
    for name in dict.fromkeys(_names(model, element.implementation.name)):
        yield Key(Space.ID, name, said)
        yield Key(Space.NAME, name, said)


def _names(model: BpmnModel, text: str) -> Iterator[str]:
    """Yield a technical name, the class without its package, the bean of an expression, the name of an operation."""
    bare = text.strip()
    if found := re.fullmatch(r"[$#]\{\s*([A-Za-z_]\w*)(?:\.\w+\(.*\))?\s*\}", bare):
        yield found[1]
        return
    if not bare or bare.startswith("=") or "${" in bare or "#{" in bare:
        return
    operation = model.by_source_id.get(local_name(bare).rpartition(":")[2])
    if operation is not None and operation.kind == "operation":
        yield from filter(None, (operation.name.strip(), operation.source_id))
        return
    yield bare
    if re.fullmatch(r"[a-z_]\w*(\.\w+)+", bare):
        yield bare.rpartition(".")[2]


LINKING: Final = Linking[BpmnModel](ends=_ends)

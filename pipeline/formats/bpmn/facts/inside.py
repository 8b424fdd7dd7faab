"""Read what an element holds, whether it has a vertex or is folded: one way to ask for both."""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.parts import Part, read_parts
from pipeline.ir.workflow import FlowElement, WorkflowModel


def within(model: WorkflowModel, whole: FlowElement | Part, *kinds: str) -> tuple[Part, ...]:
    """Return the standard parts directly inside: of these kinds, or of any.

    A part that is an element of the model names it, and can be examined like any other. `incoming`, `outgoing` and
    `documentation` are parts too. Elements come after parts without a vertex.
    """
    inside = _inside(model, whole)
    return tuple(_resolved(model, part) for part in inside if not kinds or _kind(model, part) in kinds)


def values(model: WorkflowModel, whole: FlowElement | Part, *kinds: str) -> tuple[str, ...]:
    """Return the texts of parts of these kinds, mostly ids as written; blank ones are left out."""
    return tuple(part.value for part in within(model, whole, *kinds) if part.value)


def content(model: WorkflowModel, element: FlowElement) -> Part:
    """Return what `folded` says in words of the standard, as data; extensions are apart."""
    return model.remembered(("content", element.id), lambda: read_parts(element.folded))


def _inside(model: WorkflowModel, whole: FlowElement | Part) -> tuple[Part, ...]:
    if isinstance(whole, Part):
        if whole.element is None:
            return whole.parts
        whole = model.by_id[whole.element]
    inside = content(model, whole)
    nested = frozenset(_elements(inside)) if "<?" in whole.folded else frozenset[str]()
    direct = (child.id for child in model.children.get(whole.id, ()) if child.id not in nested)
    return (*inside.parts, *(Part("", element=child) for child in direct))


def _kind(model: WorkflowModel, part: Part) -> str:
    return part.kind if part.element is None else model.by_id[part.element].kind


def _elements(part: Part) -> Iterator[str]:
    for each in part.parts:
        if each.element is not None:
            yield each.element
        yield from _elements(each)


def _resolved(model: WorkflowModel, part: Part) -> Part:
    if part.element is None:
        return part
    element = model.by_id[part.element]
    stated = {"id": element.source_id or "", "name": element.name}
    attributes = {**{key: value for key, value in stated.items() if value}, **element.attributes}
    return Part(element.kind, attributes, content(model, element).text, element=element.id)

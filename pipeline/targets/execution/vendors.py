"""Read what engines' own words say about an element and its parts: attributes, and elements of extensions."""

from collections.abc import Iterator
from typing import Final

from pipeline.ir.said import Said, read
from pipeline.ir.workflow import DETAILS, FlowElement, WorkflowModel

FAMILY: Final = ("camunda", "operaton", "activiti", "flowable")
"""Engines with Camunda 7's words."""
ENGINES: Final = {
    "http://activiti.org/bpmn": "activiti",
    "http://camunda.org/schema/1.0/bpmn": "camunda",
    "http://camunda.org/schema/zeebe/1.0": "zeebe",
    "http://flowable.org/bpmn": "flowable",
    "http://operaton.org/schema/1.0/bpmn": "operaton",
    "http://spiffworkflow.org/bpmn/schema/1.0/core": "spiffworkflow",
    "http://www.jboss.org/drools": "drools",
}


def is_part(element: FlowElement) -> bool:
    """Return true if an element only says more about the one that it stands in."""
    return element.kind in DETAILS or element.kind.endswith(("EventDefinition", "LoopCharacteristics"))


def with_parts(model: WorkflowModel, element: FlowElement) -> Iterator[FlowElement]:
    """Yield an element, and its parts that have vertices of their own, at any depth."""
    yield element
    for child in model.children.get(element.id, ()):
        if is_part(child):
            yield from with_parts(model, child)


def attribute(model: WorkflowModel, element: FlowElement, name: str) -> str:
    """Return an attribute in Camunda 7's words, of an element or of a part of it; empty where there is none."""
    for at in with_parts(model, element):
        for uri, extension in at.extensions.items():
            if ENGINES.get(uri) in FAMILY:
                for stated, value in extension.attributes.items():
                    if stated.rpartition("/")[2] == name and value.strip():
                        return value.strip()
    return ""


def camunda(model: WorkflowModel, element: FlowElement, *kinds: str) -> tuple[Said, ...]:
    """Return the extensions of these kinds in Camunda 7's words."""
    return tuple(said for vendor, said in _elements(model, element, kinds) if vendor in FAMILY)


def zeebe(model: WorkflowModel, element: FlowElement, *kinds: str) -> tuple[Said, ...]:
    """Return the extensions of these kinds in Zeebe's words."""
    return tuple(said for vendor, said in _elements(model, element, kinds) if vendor == "zeebe")


def _elements(model: WorkflowModel, element: FlowElement, kinds: tuple[str, ...]) -> Iterator[tuple[str, Said]]:
    for at in with_parts(model, element):
        for uri, extension in at.extensions.items():
            if (vendor := ENGINES.get(uri)) is not None:
                for said in map(read, extension.elements):
                    if said.kind in kinds:
                        yield vendor, said

"""Find elements that state inputs and outputs (BPMN 2.0.2, 10.4.1); elements that state none cost nothing."""

from collections.abc import Callable, Iterable, Iterator

from pipeline.formats.bpmn.facts.data import DataAssociation, DataInterface, DataSet, data_associations, data_interfaces
from pipeline.ir.workflow import ACTIVITIES, EVENTS, FlowElement, WorkflowModel

_INTERFACE = ("ioSpecification", "dataInput", "dataOutput", "inputSet", "outputSet")
_ASSOCIATIONS = ("dataInputAssociation", "dataOutputAssociation")


def interfaces(model: WorkflowModel, elements: Iterable[FlowElement]) -> Iterator[tuple[FlowElement, DataInterface]]:
    """Yield the elements that state an interface, with it."""
    for element in elements:
        if states(model, element, *_INTERFACE):
            for interface in data_interfaces(model, element):
                yield element, interface


def associations(model: WorkflowModel) -> Iterator[tuple[FlowElement, DataAssociation]]:
    """Yield each data association with its element or, where it has none, the activity or event around it."""
    for element in model.of_kind(*ACTIVITIES, *EVENTS):
        if states(model, element, *_ASSOCIATIONS):
            for association in data_associations(model, element):
                yield (model.by_id[association.element] if association.element else element), association


def states(model: WorkflowModel, element: FlowElement, *kinds: str) -> bool:
    """Return true if parts of these kinds stand directly inside, as far as can be seen without reading everything."""
    inside = model.children.get(element.id, ())
    if not element.folded and not inside:  # so it is with most
        return False
    return any(f"<{kind}" in element.folded for kind in kinds) or any(child.kind in kinds for child in inside)


def counted(model: WorkflowModel, element: FlowElement, what: Callable[[DataInterface], int]) -> int:
    """Count the stated parts; 0 where an element states no data."""
    return sum(what(interface) for _, interface in interfaces(model, (element,)))


def outsiders(given: DataSet) -> Iterator[tuple[str, str]]:
    """Yield (role, id as written) of data that a set names without having it as a member."""
    members = frozenset(given.items)
    for how, mentioned in (("optional", given.optional), ("exchanged while it runs", given.while_executing)):
        for data in mentioned:
            if data not in members:
                yield how, data

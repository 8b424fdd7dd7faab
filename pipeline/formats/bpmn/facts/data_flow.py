"""Where elements say what data they take and give (BPMN 2.0.2, 10.4.1): asked only of those that say anything."""

from collections.abc import Callable, Iterable, Iterator

from pipeline.formats.bpmn.facts.data import DataAssociation, DataInterface, DataSet, data_associations, data_interfaces
from pipeline.ir.workflow import ACTIVITIES, EVENTS, FlowElement, WorkflowModel

_INTERFACE = ("ioSpecification", "dataInput", "dataOutput", "inputSet", "outputSet")
_ASSOCIATIONS = ("dataInputAssociation", "dataOutputAssociation")


def interfaces(model: WorkflowModel, elements: Iterable[FlowElement]) -> Iterator[tuple[FlowElement, DataInterface]]:
    """Those of the elements that state one, with it."""
    for element in elements:
        if states(model, element, *_INTERFACE):
            for interface in data_interfaces(model, element):
                yield element, interface


def associations(model: WorkflowModel) -> Iterator[tuple[FlowElement, DataAssociation]]:
    """Every data association, with its own element or, where it has none, the activity or event it stands in."""
    for element in model.of_kind(*ACTIVITIES, *EVENTS):
        if states(model, element, *_ASSOCIATIONS):
            for association in data_associations(model, element):
                yield (model.by_id[association.element] if association.element else element), association


def states(model: WorkflowModel, element: FlowElement, *kinds: str) -> bool:
    """Whether something of these kinds stands directly inside, as far as can be seen without reading all of it."""
    return any(f"<{kind}" in element.folded for kind in kinds) or any(
        child.kind in kinds for child in model.children.get(element.id, ())
    )


def counted(model: WorkflowModel, element: FlowElement, what: Callable[[DataInterface], int]) -> int:
    """How many of something an element states in all; 0 where it states no data."""
    return sum(what(interface) for _, interface in interfaces(model, (element,)))


def outsiders(given: DataSet) -> Iterator[tuple[str, str]]:
    """What a set speaks of though it is no member: as what, and the id as written."""
    members = frozenset(given.items)
    for how, mentioned in (("optional", given.optional), ("exchanged while it runs", given.while_executing)):
        for data in mentioned:
            if data not in members:
                yield how, data

"""Read the data of a process: inputs and outputs of activities and events, and associations (BPMN 10.4)."""

from dataclasses import dataclass

from pipeline.formats.bpmn.facts.inside import values, within
from pipeline.formats.bpmn.facts.parts import Part
from pipeline.ir.workflow import FlowElement, WorkflowModel

_ASSOCIATIONS = ("dataInputAssociation", "dataOutputAssociation", "dataAssociation")


@dataclass(frozen=True, slots=True)
class DataItem:
    """A data input or output."""

    id: str
    """Id as written; may be empty."""
    name: str
    item: str | None
    """The item definition, as written."""
    collection: bool


@dataclass(frozen=True, slots=True)
class DataSet:
    """An input set or output set: data that is needed, or given, together. Ids as written."""

    id: str
    name: str
    items: tuple[str, ...]
    optional: tuple[str, ...]
    while_executing: tuple[str, ...]
    goes_with: tuple[str, ...]
    """Output sets of an input set, input sets of an output set."""


@dataclass(frozen=True, slots=True)
class DataInterface:
    """The data that something takes and gives."""

    inputs: tuple[DataItem, ...] = ()
    outputs: tuple[DataItem, ...] = ()
    input_sets: tuple[DataSet, ...] = ()
    output_sets: tuple[DataSet, ...] = ()


@dataclass(frozen=True, slots=True)
class DataAssociation:
    """A transfer of data from one place to another. Ids as written."""

    kind: str
    sources: tuple[str, ...]
    target: str | None
    transformation: str | None
    assignments: tuple[tuple[str, str], ...]
    """Source and target expressions."""
    element: str | None
    """Id in the model, if it has a vertex."""


def data_interfaces(model: WorkflowModel, element: FlowElement) -> tuple[DataInterface, ...]:
    """Return the stated interfaces: one or none, unless the document is wrong. An event states its own directly."""
    stated = within(model, element, "ioSpecification") or (element,)
    found = tuple(_interface(model, part) for part in stated)
    return found if any(each != DataInterface() for each in found) or stated != (element,) else ()


def data_associations(model: WorkflowModel, element: FlowElement) -> tuple[DataAssociation, ...]:
    """Return the associations inside an activity or event."""
    return tuple(_association(model, part) for part in within(model, element, *_ASSOCIATIONS))


def _interface(model: WorkflowModel, stated: FlowElement | Part) -> DataInterface:
    return DataInterface(
        inputs=tuple(map(_item, within(model, stated, "dataInput"))),
        outputs=tuple(map(_item, within(model, stated, "dataOutput"))),
        input_sets=tuple(_set(model, part, "Input", "Output") for part in within(model, stated, "inputSet")),
        output_sets=tuple(_set(model, part, "Output", "Input") for part in within(model, stated, "outputSet")),
    )


def _item(part: Part) -> DataItem:
    said = part.attributes
    collection = said.get("isCollection", "").strip() in {"true", "1"}
    return DataItem(said.get("id", ""), said.get("name", ""), said.get("itemSubjectRef"), collection)


def _set(model: WorkflowModel, part: Part, own: str, other: str) -> DataSet:
    return DataSet(
        id=part.attributes.get("id", ""),
        name=part.attributes.get("name", ""),
        items=values(model, part, f"data{own}Refs"),
        optional=values(model, part, f"optional{own}Refs"),
        while_executing=values(model, part, f"whileExecuting{own}Refs"),
        goes_with=values(model, part, f"{other.lower()}SetRefs"),
    )


def _association(model: WorkflowModel, part: Part) -> DataAssociation:
    assigned = within(model, part, "assignment")
    return DataAssociation(
        kind=part.kind,
        sources=values(model, part, "sourceRef"),
        target=next(iter(values(model, part, "targetRef")), None),
        transformation=next(iter(values(model, part, "transformation")), None),
        assignments=tuple((_first(model, each, "from"), _first(model, each, "to")) for each in assigned),
        element=part.element,
    )


def _first(model: WorkflowModel, part: Part, kind: str) -> str:
    return next(iter(values(model, part, kind)), "")

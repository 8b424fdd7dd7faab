"""Find the type of data: the item definition of a message, a data object, an input (BPMN 2.0.2, 8.4.10)."""

from pipeline.ir.workflow import FlowElement, WorkflowModel

_CARRIERS = frozenset(
    {
        "dataObject", "dataObjectReference", "dataStore", "dataStoreReference", "dataInput", "dataOutput", "property",
        "inputDataItem", "outputDataItem", "message", "signal", "error", "escalation", "itemDefinition",
    }
)  # fmt: skip
_STATES_IT = ("itemSubjectRef", "itemRef", "structureRef")
_STANDS_FOR = ("dataObjectRef", "dataStoreRef")


def resolve(model: WorkflowModel, written: str | None) -> FlowElement | None:
    """Return the element that an id as written means; None where this document has none."""
    if not written:
        return None
    return model.by_source_id.get(written) or model.by_source_id.get(written.rpartition(":")[2])


def item(model: WorkflowModel, carrier: FlowElement | str | None) -> FlowElement | None:
    """Return the item definition of a carrier of data, or of a reference as written; None where none is stated."""
    meant = resolve(model, carrier) if isinstance(carrier, str) else carrier
    if meant is None or meant.kind not in _CARRIERS:
        return None
    if meant.kind == "itemDefinition":
        return meant
    found = _mentioned(model, meant, _STATES_IT)
    if found is None and (original := _mentioned(model, meant, _STANDS_FOR)) is not None:
        found = _mentioned(model, original, _STATES_IT)
    return found if found is not None and found.kind == "itemDefinition" else None


def differ(one: FlowElement | None, other: FlowElement | None) -> bool:
    """Return true if two item definitions contradict each other; an unknown or empty one contradicts nothing."""
    if one is None or other is None or one.id == other.id:
        return False
    structures = {structure(one), structure(other)}
    return len(structures) == 2 and "" not in structures


def structure(definition: FlowElement) -> str:
    """Return the structure that an item definition states, as written; empty where it states none."""
    return definition.attributes.get("structureRef", "").strip()


def _mentioned(model: WorkflowModel, element: FlowElement, roles: tuple[str, ...]) -> FlowElement | None:
    found = (mention.element for mention in element.references if mention.role in roles)
    return next((model.by_id[each] for each in found if each is not None), None)

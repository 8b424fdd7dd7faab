"""Find exchanges in executable processes: operations, messages, and the data that they become."""

from collections.abc import Callable, Iterable, Iterator

from pipeline.formats.bpmn.facts.agreements import Operation, operations
from pipeline.formats.bpmn.facts.data import DataItem
from pipeline.formats.bpmn.facts.data_flow import interfaces
from pipeline.formats.bpmn.facts.executable import executed, executes
from pipeline.formats.bpmn.facts.items import item, resolve, structure
from pipeline.ir.workflow import EVENTS, FlowElement, WorkflowModel

_CALLABLE = ("globalTask", "globalUserTask", "globalManualTask", "globalScriptTask", "globalBusinessRuleTask")


def calling(model: WorkflowModel, kind: str) -> Iterator[tuple[FlowElement, Operation]]:
    """Yield tasks of a kind that call an operation of this document, with the operation."""
    tasks = [task for task in executed(model, kind) if _mentioned(task, "operationRef") is not None]
    known = {each.id: each for each in operations(model)} if tasks else {}
    for task in tasks:
        if (called := known.get(_mentioned(task, "operationRef") or "")) is not None:
            yield task, called


def exchanging(model: WorkflowModel, kind: str) -> Iterator[tuple[FlowElement, FlowElement]]:
    """Yield tasks of a kind that name a message of this document, with the message."""
    for task in executed(model, kind):
        message = resolve(model, _mentioned(task, "messageRef"))
        if message is not None:
            yield task, message


def offering(model: WorkflowModel) -> Iterator[FlowElement]:
    """Yield executable processes and global tasks that offer an interface as a service.

    Global tasks count if any process is executable, or if there is no process at all: then they are the content of the
    document.
    """
    runs = executes(model) or not model.of_kind("process")
    callables = (*executed(model, "process"), *(model.of_kind(*_CALLABLE) if runs else ()))
    return (each for each in callables if _mentioned(each, "supportedInterfaceRef") is not None)


def event_data(model: WorkflowModel) -> Iterator[tuple[FlowElement, tuple[DataItem, ...]]]:
    """Yield events with their data: the inputs of a throwing event, or the outputs of a catching one."""
    for event, interface in interfaces(model, executed(model, *EVENTS)):
        throws = event.kind in {"endEvent", "intermediateThrowEvent"}
        if data := interface.inputs if throws else interface.outputs:
            yield event, data


def fits(model: WorkflowModel, data: Iterable[DataItem], expected: FlowElement | None) -> bool:
    """Return true if there is no data, or some that may be what is expected; data of unknown type may be."""
    return fitting(model, data)(expected)


def fitting(model: WorkflowModel, data: Iterable[DataItem]) -> Callable[[FlowElement | None], bool]:
    """Return `fits` for this data, which is then looked at only once."""
    kinds = [item(model, each.item) for each in data]
    known = {kind.id for kind in kinds if kind is not None}
    structures = {structure(kind) if kind is not None else "" for kind in kinds}
    if not kinds or "" in structures:
        return lambda _: True
    return lambda expected: expected is None or expected.id in known or structure(expected) in structures | {""}


def _mentioned(element: FlowElement, role: str) -> str | None:
    return next((mention.target for mention in element.references if mention.role == role), None)

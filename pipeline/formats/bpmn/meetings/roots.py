"""Find the root elements that other documents may refer to by id alone."""

from collections.abc import Iterator
from typing import Final

from pipeline.ir.meeting import Root
from pipeline.ir.workflow import FlowElement, WorkflowModel

GLOBAL_TASKS: Final = frozenset(
    {"globalTask", "globalUserTask", "globalManualTask", "globalScriptTask", "globalBusinessRuleTask"}
)


def roots(model: WorkflowModel) -> Iterator[Root]:
    """Yield each once; what a call activity may call is a process to others, whichever kind it is."""
    namespaces = {element.id: namespace_of(element) for element in model.of_kind("definitions")}
    for element in model.by_source_id.values():
        if element.parent in namespaces and element.source_id is not None:
            type_ = "process" if element.kind in GLOBAL_TASKS else element.kind
            yield Root(element, type_, element.source_id, namespaces[element.parent])


def namespace_of(definitions: FlowElement) -> str:
    """Return the namespace of what it defines (BPMN 2.0.2, 8.1.1)."""
    return definitions.attributes.get("targetNamespace", "").strip()


def only_process(model: WorkflowModel) -> str | None:
    """Return the id of the process, where there is only one."""
    processes = model.of_kind("process")
    return processes[0].source_id if len(processes) == 1 else None

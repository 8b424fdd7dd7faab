"""Tell records about BPMN: how models call each other, and the names under which they exchange something."""

from collections.abc import Mapping
from typing import Final

from pipeline.formats.bpmn.meetings.calls import container, given, implied
from pipeline.formats.bpmn.meetings.exchanges import exchanges, interface
from pipeline.formats.bpmn.meetings.imports import imports, namespace
from pipeline.formats.bpmn.meetings.roots import namespace_of, roots
from pipeline.formats.bpmn.model import BpmnModel
from pipeline.ir.meeting import Meetings, Stated
from pipeline.ir.workflow import FlowElement


def _agreed(model: BpmnModel, element: FlowElement) -> Mapping[str, Stated]:
    """Return the inputs that a call gives or a process takes, and the namespace of definitions."""
    if element.kind == "definitions":
        return {"targetNamespace": namespace_of(element)}
    return given(model, element) if element.kind == "callActivity" else interface(model, element)


MEETINGS: Final = Meetings[BpmnModel](
    roots=roots,
    imports=imports,
    namespace=namespace,
    exchanges=exchanges,
    implied=implied,
    verbs={"calledElement": "calls", "attachedToRef": "attachedTo"},
    container=container,
    flows=frozenset({"sequenceFlow", "messageFlow"}),
    agreed=_agreed,
)

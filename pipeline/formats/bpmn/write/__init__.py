"""Models out: the document that says what a model says, and edits of a document that leave the rest of it alone."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from pipeline.formats.bpmn.write import document as bpmn
from pipeline.ir.workflow import WorkflowModel

WRITERS: Final[Mapping[str, Callable[[WorkflowModel], bytes]]] = MappingProxyType({"bpmn": bpmn.write})
